using MarathonLb.Observability;
using MarathonLb.Zdd;

namespace MarathonLb.Cli;

/// <summary>Everything that <c>zdd</c> was told, checked.</summary>
/// <param name="Deploy">The deploy.</param>
/// <param name="Marathon">Where Marathon is, and who we are.</param>
/// <param name="Logging">How we log.</param>
internal sealed record ZddInvocation(ZddOptions Deploy, MarathonOptions Marathon, LoggingOptions Logging);
