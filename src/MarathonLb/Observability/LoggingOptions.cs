using Microsoft.Extensions.Logging;

namespace MarathonLb.Observability;

/// <summary>How we log.</summary>
/// <param name="Level">The least level that is logged.</param>
/// <param name="Format">How a record becomes a line.</param>
/// <param name="SyslogSocket">Path of syslog's datagram socket, or null for none.</param>
/// <param name="SyslogSocketGiven">True if the user named the socket, so that a missing one is worth a warning.</param>
internal sealed record LoggingOptions(LogLevel Level, ILogLineFormat Format, string? SyslogSocket, bool SyslogSocketGiven);
