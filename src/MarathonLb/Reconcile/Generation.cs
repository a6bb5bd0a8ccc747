using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;

namespace MarathonLb.Reconcile;

/// <summary>What a snapshot came to.</summary>
/// <param name="Document">The configuration; valid until the generation after the next, or as long as it is kept.</param>
/// <param name="Model">The services it was made from.</param>
/// <param name="Ownership">Whose each line is.</param>
/// <param name="Findings">What apps, labels and templates did wrong.</param>
/// <param name="GlobalFault">True if a global template failed, so that the document must not be used.</param>
internal sealed record Generation(ConfigDocument Document, AppsModel Model, Ownership Ownership, FindingLog Findings, bool GlobalFault);
