using MarathonLb.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Pipeline;

/// <summary>A diagnostic on its way through the pipeline.</summary>
/// <param name="Id">Which one, such as <c>MLB0003</c>.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">What its message names.</param>
internal sealed record DiagnosticInfo(string Id, LocationInfo Location, EquatableArray<string> Arguments)
{
    /// <summary>Makes one from its descriptor.</summary>
    public static DiagnosticInfo Of(DiagnosticDescriptor descriptor, LocationInfo location, params string[] arguments) =>
        new DiagnosticInfo(descriptor.Id, location, arguments.ToEquatableArray());

    /// <summary>Reports diagnostics to the compiler.</summary>
    public static void Report(SourceProductionContext context, IEnumerable<DiagnosticInfo> diagnostics)
    {
        foreach (DiagnosticInfo diagnostic in diagnostics)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.Of(diagnostic.Id),
                diagnostic.Location.ToLocation(),
                diagnostic.Arguments.Cast<object>().ToArray()));
        }
    }
}
