using System.Diagnostics;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>How a program ended and what it said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Run(int ExitCode, string Output, string Error)
{
    /// <summary>No program here takes nearly as long, even on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Variables of this process that programs need; all others are kept away, so that tests mean the same everywhere.</summary>
    public static readonly string[] Inherited = ["PATH", "HOME", "TMPDIR", "LANG"];

    /// <summary>What it said, at most as much as one can read, for failure messages.</summary>
    public override string ToString()
    {
        const int Readable = 5000;
        string all = $"exit code {ExitCode}\n{Error}{Output}";
        return all.Length <= Readable ? all : all[..Readable] + "…";
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<Run> ProgramAsync(
        string file, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        start.Environment.Clear();
        foreach (string name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        foreach ((string name, string value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        using CancellationTokenSource deadline = new(Limit);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return new Run(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} {string.Join(' ', arguments)} did not end within {Limit.TotalSeconds} s", e);
        }
    }
}
