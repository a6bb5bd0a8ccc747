using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>A file that only the compiler sees.</summary>
internal sealed class InMemoryText(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);

    /// <summary>A default template.</summary>
    public static InMemoryText Template(string name, string text) => new($"/repository/templates/{name}", text);
}
