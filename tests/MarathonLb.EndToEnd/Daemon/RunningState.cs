using System.Text.RegularExpressions;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>
/// What a HAProxy runs, one line per server and map entry: name, number, address, port, weight, whether in maintenance or drained, the port of the check. The order of servers and what
/// checks found are no part of it.
/// </summary>
/// <param name="Lines">The lines, sorted.</param>
internal sealed partial record RunningState(IReadOnlyList<string> Lines)
{
    /// <summary>Asks a running HAProxy.</summary>
    /// <param name="socket">Its socket.</param>
    /// <param name="leaving">True for a server in maintenance that is to be left out: it leaves.</param>
    public static async Task<RunningState> OfAsync(string socket, Func<RunningServer, bool> leaving)
    {
        List<string> lines = [];
        foreach (RunningServer server in RunningServers.Parse(await HaproxyCli.AskAsync(socket, "show servers state")))
        {
            bool away = (server.Admin & ServerAdminState.AnyMaintenance) != ServerAdminState.None;
            bool drained = (server.Admin & ServerAdminState.ForcedDrain) != ServerAdminState.None;
            if (server.Backend == "mlb:controller" || (away && leaving(server))) continue;
            string port = server.Check.State.HasFlag(CheckState.Configured) ? $" check {server.Check.Port}" : "";
            lines.Add($"{server.Backend}/{server.Name} id {server.Id} {server.Address}:{server.Port} weight {server.UserWeight}{(away ? " maintenance" : "")}{(drained ? " drained" : "")}{port}");
        }

        foreach (Match map in MapFile().Matches(await HaproxyCli.AskAsync(socket, "show map")))
        {
            string content = await HaproxyCli.AskAsync(socket, $"show map {map.Groups["file"].Value}");
            lines.AddRange(content.Split('\n').Where(static line => line.Contains(' ', StringComparison.Ordinal))
                .Select(line => $"{Path.GetFileName(map.Groups["file"].Value)}: {line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]}"));
        }

        return new RunningState([.. lines.Order(StringComparer.Ordinal)]);
    }

    /// <summary>Starts a HAProxy from a configuration on disk, with sockets in a folder instead of its ports, and asks it.</summary>
    public static async Task<RunningState> OfFileAsync(HaproxyProgram haproxy, string config)
    {
        using Scratch scratch = new();
        int binds = 0;
        string moved = Bind().Replace(File.ReadAllText(config), match => $"{match.Groups["word"].Value}unix@{scratch.Root}/{binds++}");
        string file = scratch.Write("fresh.cfg", moved);
        System.Diagnostics.ProcessStartInfo start = new(haproxy.File, ["-db", "-f", file]) { UseShellExecute = false, RedirectStandardError = true };
        start.Environment["MLB_STATS_SOCKET"] = scratch["s"];
        start.Environment["MLB_LOG"] = "127.0.0.1:9";
        using System.Diagnostics.Process process = System.Diagnostics.Process.Start(start)!;
        try
        {
            Task<string> said = process.StandardError.ReadToEndAsync();
            await Eventually.IsTrueAsync(() => File.Exists(scratch["s"]) || process.HasExited, "a HAProxy on the file");
            if (process.HasExited) Assert.Fail($"HAProxy does not start with the file on disk: {await said}");
            return await OfAsync(scratch["s"], static _ => false);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What only one of the two has.</summary>
    public string DifferenceTo(RunningState other) =>
        string.Join('\n', Lines.Except(other.Lines).Select(static line => $"runs: {line}").Concat(other.Lines.Except(Lines).Select(static line => $"file: {line}")));

    [GeneratedRegex(@"^-?\d+ \((?<file>[^)]+)\)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MapFile();

    [GeneratedRegex(@"^(?<word>\s*bind\s+)\S+", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bind();
}
