using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>A text with the place of an expected diagnostic between <c>[|</c> and <c>|]</c>; without marks, none is expected.</summary>
internal sealed class MarkedSource
{
    public MarkedSource(string marked)
    {
        int start = Math.Max(0, marked.IndexOf("[|", StringComparison.Ordinal));
        int end = Math.Max(start, marked.IndexOf("|]", StringComparison.Ordinal) - 2);
        Text = marked.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        Span = TextSpan.FromBounds(start, end);
        Lines = SourceText.From(Text).Lines.GetLinePositionSpan(Span);
    }

    /// <summary>The text without marks.</summary>
    public string Text { get; }

    /// <summary>The marked place, in characters.</summary>
    public TextSpan Span { get; }

    /// <summary>The marked place, in lines and columns.</summary>
    public LinePositionSpan Lines { get; }

    /// <summary>Asserts that there is one diagnostic, of this id, at the marked place of the file, with this in its message.</summary>
    public void AssertOnly(GeneratorRun run, string id, string path, string message)
    {
        Diagnostic diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(path, diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(Span, diagnostic.Location.SourceSpan);
        Assert.Equal(Lines, diagnostic.Location.GetLineSpan().Span);
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
    }
}
