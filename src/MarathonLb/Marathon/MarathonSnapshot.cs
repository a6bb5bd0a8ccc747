using MarathonLb.Findings;

namespace MarathonLb.Marathon;

/// <summary>What Marathon knows at one moment.</summary>
/// <param name="Apps">Its apps, in its order.</param>
/// <param name="Findings">What the document has that can't be an app.</param>
/// <param name="Bytes">The document's length, uncompressed.</param>
/// <param name="Source">Who said so: a base URL or a file's path.</param>
internal sealed record MarathonSnapshot(MarathonApp[] Apps, IReadOnlyList<Finding> Findings, long Bytes, string Source);
