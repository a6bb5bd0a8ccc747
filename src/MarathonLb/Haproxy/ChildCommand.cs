namespace MarathonLb.Haproxy;

/// <summary>A program to run to its end.</summary>
/// <param name="File">Its path, or its name on PATH.</param>
/// <param name="Arguments">Its arguments; no shell reads them.</param>
internal sealed record ChildCommand(string File, IReadOnlyList<string> Arguments)
{
    /// <summary>How long it may take before it and its descendants are killed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most bytes kept of each of its two outputs; the rest is read and dropped.</summary>
    public int OutputLimit { get; init; } = 1 << 20;

    /// <summary>A command in the shell's language.</summary>
    public static ChildCommand Shell(string text) => new("/bin/sh", ["-c", text]);
}

/// <summary>How a child ended.</summary>
/// <param name="ExitCode">Its exit code, 128 + n if signal n killed it, or null if it did not run to its end.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="Failure">Why it did not run to its end (could not be started, took too long), or null.</param>
internal sealed record ChildResult(int? ExitCode, string Output, string Error, string? Failure)
{
    /// <summary>True if it ended with 0.</summary>
    public bool Succeeded => ExitCode == 0;
}
