using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Versions;

/// <summary>What a version was made from.</summary>
/// <param name="Templates">The users' own templates.</param>
/// <param name="Definitions">The apps and deployment groups that were load balanced, by id; of a group, the definition that counted.</param>
internal sealed record VersionContent(IReadOnlyList<TemplateText> Templates, IReadOnlyList<KeyValuePair<string, MarathonApp>> Definitions);
