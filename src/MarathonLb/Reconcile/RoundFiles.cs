using MarathonLb.Haproxy;
namespace MarathonLb.Reconcile;

/// <summary>Where a round's files go.</summary>
/// <param name="Paths">The configuration and its maps.</param>
/// <param name="Archive">The versions that were replaced.</param>
/// <param name="Mark">Remembers that a reload is owed.</param>
/// <param name="Validator">Asks HAProxy; null to go without.</param>
/// <param name="Maps">--haproxy-map.</param>
internal sealed record RoundFiles(ConfigPaths Paths, ConfigArchive Archive, ReloadMark Mark, ConfigValidator? Validator, bool Maps);
