using MarathonLb.Haproxy;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>Who is to blame for a rejected configuration.</summary>
/// <param name="Accused">The services, each with its first error.</param>
/// <param name="Global">A global template that is broken; then no service is to blame. Null if there is none.</param>
/// <param name="Unowned">The first error that points to nobody; null if there is none.</param>
internal sealed record Verdict(IReadOnlyList<Accusation> Accused, Template? Global, ValidationMessage? Unowned);
