using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MarathonLb.Generators.Pipeline;

/// <summary>
/// A place in a file. A Roslyn <see cref="Location"/> keeps its syntax tree, and so a whole compilation, alive; this one is plain data.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Start">Where the place begins, in characters from 0.</param>
/// <param name="Length">How many characters it covers.</param>
/// <param name="StartLine">Its first line, from 0.</param>
/// <param name="StartColumn">Its first character in that line, from 0.</param>
/// <param name="EndLine">Its last line, from 0.</param>
/// <param name="EndColumn">The character after it in that line, from 0.</param>
internal sealed record LocationInfo(string Path, int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>No place: for models that must stay equal when text above them moves.</summary>
    public static LocationInfo None { get; } = new LocationInfo("", 0, 0, 0, 0, 0, 0);

    /// <summary>Copies a place in source code.</summary>
    public static LocationInfo Of(Location location)
    {
        FileLinePositionSpan lines = location.GetLineSpan();
        return new LocationInfo(
            lines.Path ?? "",
            location.SourceSpan.Start,
            location.SourceSpan.Length,
            lines.StartLinePosition.Line,
            lines.StartLinePosition.Character,
            lines.EndLinePosition.Line,
            lines.EndLinePosition.Character);
    }

    /// <summary>Makes the place that a diagnostic wants.</summary>
    public Location ToLocation() => Path.Length == 0
        ? Location.None
        : Location.Create(
            Path,
            new TextSpan(Start, Length),
            new LinePositionSpan(new LinePosition(StartLine, StartColumn), new LinePosition(EndLine, EndColumn)));
}
