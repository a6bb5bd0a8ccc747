using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Diagnostics;

/// <summary>All diagnostics by their id. docs/diagnostics.md explains each; a test compares.</summary>
internal static class Descriptors
{
    private static readonly Dictionary<string, DiagnosticDescriptor> ById =
        LabelDescriptors.All.Concat(TemplateDescriptors.All).ToDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    /// <summary>The descriptor with an id.</summary>
    public static DiagnosticDescriptor Of(string id) => ById[id];
}
