using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>A declared template as its attribute's syntax says: read without the generators, so that both can be compared.</summary>
/// <param name="Member">The member of TemplateName.</param>
/// <param name="Name">The name without prefix.</param>
/// <param name="IsRaw">True if its text is copied as it is.</param>
/// <param name="IsOverridable">True if a label may bring another.</param>
/// <param name="Placeholders">The members of Placeholder it always gets.</param>
internal sealed record DeclaredTemplate(string Member, string Name, bool IsRaw, bool IsOverridable, string[] Placeholders)
{
    public string FullName => "HAPROXY_" + Name;

    /// <summary>A text that uses each placeholder once, with braces, quotes and a letter of more than one byte between.</summary>
    public string Text => IsRaw
        ? "# ü {raw} \"" + Member + "\"\n"
        : Placeholders.Aggregate(
            new StringBuilder("  # ü {{" + Member + "}} \\n\n"),
            static (text, member) => text.Append($"  {member} {{{PlaceholderTexts.Of(member)}}}\n")).ToString();

    public InMemoryText File => InMemoryText.Template(FullName, Text);
}

/// <summary>All of them.</summary>
internal static class DeclaredTemplates
{
    public static DeclaredTemplate[] All { get; } = [.. EnumMembers.Of("TemplateName").Select(Read)];

    /// <summary>A file for each.</summary>
    public static InMemoryText[] Files { get; } = [.. All.Select(static template => template.File)];

    /// <summary>The same with one file in place of the one of its name, or beside them.</summary>
    public static IEnumerable<InMemoryText> FilesWith(InMemoryText other) => Files.Where(file => file.Path != other.Path).Append(other);

    private static DeclaredTemplate Read(EnumMemberDeclarationSyntax member)
    {
        AttributeArgumentSyntax[] arguments = [.. member.AttributeLists[0].Attributes[0].ArgumentList!.Arguments];
        string[] plain =
            [.. arguments.Where(static argument => argument.NameEquals is null).Select(static argument => argument.Expression.ToString())];
        return new DeclaredTemplate(
            member.Identifier.ValueText,
            plain[0].Trim('"'),
            plain[1] == "TemplateSyntax.Raw",
            arguments.Any(static argument => argument.ToString() == "Overridable = true"),
            [.. plain.Skip(2).Select(static text => text["Placeholder.".Length..])]);
    }
}

/// <summary>The declared placeholders.</summary>
internal static class PlaceholderTexts
{
    public static IReadOnlyDictionary<string, string> All { get; } = EnumMembers.Of("Placeholder").ToDictionary(
        static member => member.Identifier.ValueText,
        static member => member.AttributeLists[0].Attributes[0].ArgumentList!.Arguments[0].ToString().Trim('"'));

    public static string Of(string member) => All[member];
}

/// <summary>Members of a declared enum that carry an attribute.</summary>
internal static class EnumMembers
{
    public static IEnumerable<EnumMemberDeclarationSyntax> Of(string enumName) => Declarations.Sources
        .SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<EnumDeclarationSyntax>())
        .Single(item => item.Identifier.ValueText == enumName)
        .Members.Where(static member => member.AttributeLists.Count > 0);
}
