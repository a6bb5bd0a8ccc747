namespace MarathonLb.Templates;

/// <summary>How the text of a classic template is read.</summary>
internal enum TemplateSyntax : byte
{
    /// <summary>Copied as it is, braces and all.</summary>
    Raw,

    /// <summary>Python's format syntax: <c>{name}</c>, and <c>{{</c> or <c>}}</c> for a brace.</summary>
    Format,
}
