using MarathonLb.Http.Api;

namespace MarathonLb.Cli.Operate;

/// <summary><c>marathon-lb diff</c>.</summary>
/// <param name="From">A configuration's name; null for the live one.</param>
/// <param name="To">Another; null for the desired one, or for the live one if the first is given.</param>
internal sealed record DiffQuestion(string? From, string? To) : IQuestion
{
    /// <inheritdoc/>
    public async Task<ExitCode> AskAsync(AdminSocket daemon, Terminal terminal, CancellationToken cancellation)
    {
        string query = $"from={Uri.EscapeDataString(From ?? "")}&to={Uri.EscapeDataString(To ?? "")}";
        (bool good, string text) = await daemon.TextAsync(HttpMethod.Get, $"{ApiRoutes.Root}/diff?{query}", cancellation);
        if (!good)
        {
            await terminal.Errors.WriteAsync($"marathon-lb: {Terminal.Safe(text.TrimEnd('\n'))}\n");
            return ExitCode.NoSuchVersion;
        }

        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)) await terminal.Output.WriteAsync(Coloured(terminal, Terminal.Safe(line)) + "\n");
        return ExitCode.Done;
    }

    private static string Coloured(Terminal terminal, string line) =>
        line.StartsWith("+++", StringComparison.Ordinal) || line.StartsWith("---", StringComparison.Ordinal) ? terminal.In(1, line)
        : line.StartsWith("@@", StringComparison.Ordinal) ? terminal.In(36, line)
        : line.StartsWith('+') ? terminal.In(32, line)
        : line.StartsWith('-') ? terminal.In(31, line) : line;
}
