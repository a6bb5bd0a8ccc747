using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>All that the template generator reads, collected.</summary>
/// <param name="Templates">The declared templates.</param>
/// <param name="Placeholders">The declared placeholders.</param>
/// <param name="Files">The files under templates/.</param>
internal sealed record TemplateInput(
    EquatableArray<TemplateSpec> Templates,
    EquatableArray<PlaceholderSpec> Placeholders,
    EquatableArray<TemplateFile> Files)
{
    /// <summary>The text between the braces of each member of Placeholder.</summary>
    public IReadOnlyDictionary<string, string> PlaceholderNames()
    {
        Dictionary<string, string> names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PlaceholderSpec placeholder in Placeholders) names[placeholder.Member] = placeholder.Name;
        return names;
    }
}
