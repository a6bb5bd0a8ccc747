using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary><c>--sse</c> without a command word: follows events for a HAProxy that somebody else runs, and calls their command.</summary>
public sealed class FollowTests
{
    [Theory, TwoHaproxies]
    public async Task Sse_WithCommand_KeepsTheFileCurrentAndCallsTheCommand(string haproxy)
    {
        using Scratch folder = new();
        await using Simulator simulator = await Simulator.RunAsync();
        await simulator.AddAsync(new AppBuilder("/first").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "first.test").Build());
        string command = folder.Script("reload", $"echo called >> '{folder["calls"]}'");
        string[] arguments =
        [
            "--sse", "--group", "external", "--marathon", simulator.BaseUri.ToString(), "--haproxy-config", folder["haproxy.cfg"], "--command", command,
            "--haproxy-binary", HaproxyProgram.Named(haproxy).File, "--ssl-certs", folder.Write("cert.pem", Certificate.For("default.test").Pem),
            "--max-backoff", "0.2",
        ];
        using DaemonRun run = DaemonRun.Start(arguments, folder.Root, new Dictionary<string, string>());
        await HasAsync("first.test", 1);
        await Eventually.IsTrueAsync(() => simulator.StreamCount == 1, () => $"a stream; the log:\n{run.Log}");

        await simulator.AddAsync(new AppBuilder("/second").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "second.test").Build());
        await HasAsync("second.test", 2);
        int calls = Calls();
        run.Signal(Signals.User1);
        await Eventually.IsTrueAsync(() => Calls() == calls + 1, () => $"another call; the log:\n{run.Log}");
        run.Signal(Signals.HangUp);
        run.Signal(Signals.Terminate);
        Assert.Equal(0, await run.EndAsync(TimeSpan.FromSeconds(20)));

        int Calls() => File.Exists(folder["calls"]) ? File.ReadAllLines(folder["calls"]).Length : 0;
        Task HasAsync(string text, int calls) => Eventually.IsTrueAsync(
            () => File.Exists(folder["haproxy.cfg"]) && folder.Read("haproxy.cfg").Contains(text, StringComparison.Ordinal) && Calls() >= calls,
            () => $"{text} in the file and {calls} calls; the log:\n{run.Log}");
    }
}
