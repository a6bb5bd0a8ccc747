using MarathonLb.Config;

namespace MarathonLb.Reconcile;

/// <summary>How a wanted configuration differs from a document: by backends only.</summary>
/// <param name="Document">The document.</param>
/// <param name="Backends">The backends; empty if it does not differ.</param>
/// <param name="Frame">What is known of all the rest.</param>
internal sealed record BackendEdits(ConfigDocument Document, IReadOnlyList<BackendEdit> Backends, ConfigFrame Frame);
