namespace MarathonLb.Cli.Ask.Lint;

/// <summary>How lint writes its findings.</summary>
internal enum LintFormat
{
    /// <summary>For people: a line each, as compilers write them.</summary>
    Text,

    /// <summary>A JSON list.</summary>
    Json,

    /// <summary>Workflow commands of GitHub Actions, which it shows beside the lines.</summary>
    GitHub,

    /// <summary>SARIF 2.1.0 (OASIS), which code scanners understand.</summary>
    Sarif,
}
