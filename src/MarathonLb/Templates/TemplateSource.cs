namespace MarathonLb.Templates;

/// <summary>Where a template's text came from.</summary>
internal enum TemplateSource : byte
{
    /// <summary>Compiled in.</summary>
    Default,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A file in the templates folder.</summary>
    File,

    /// <summary>A label of the app.</summary>
    Label,
}
