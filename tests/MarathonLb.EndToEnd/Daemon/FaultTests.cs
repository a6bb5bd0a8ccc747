using System.Diagnostics;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Control;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>What a machine or a network may do to us: survived without a failed request, said once, and over when its cause is gone.</summary>
public sealed class FaultTests
{
    /// <summary>The answers that are no answers, each until it is taken back: nothing is changed, one line is said, and the next good answer is used.</summary>
    [Theory]
    [InlineData(FaultKind.Truncated)]
    [InlineData(FaultKind.Broken)]
    [InlineData(FaultKind.Html)]
    [InlineData(FaultKind.Empty)]
    [InlineData(FaultKind.Hang)]
    public async Task BadAnswer_IsToldOnceAndNothingChanges(FaultKind kind)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await stack.SettlesAsync();
        string config = stack.Config;
        int before = stack.Simulator.Requests.Count;
        stack.Simulator.Misbehave(new FaultRule(kind) { Target = FaultTarget.Reads });
        await stack.Simulator.AddAsync(App("/new", "new.test"));
        stack.Daemon.Signal(Signals.HangUp);
        await Eventually.IsTrueAsync(() => stack.Simulator.Requests.Count > before + (kind == FaultKind.Hang ? 0 : 3), () => $"questions; the log:\n{stack.Log}");
        await client.MoreAsync();
        Assert.Equal(config, stack.Config);
        Assert.True(stack.Daemon.Count("round: NoSnapshot") <= 1, stack.Log);

        stack.Simulator.Behave();
        if (kind == FaultKind.Hang) return;
        await stack.AnswersAsync("new.test", 200);
        await client.NeverFailedAsync(() => stack.Log);
    }

    [Theory, TwoHaproxies]
    public async Task FullDisk_LeavesTrafficAndIsOverWhenThereIsSpace(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.PrepareAsync(haproxy, static plan =>
        {
            Changes.Plan(plan);
            Directory.CreateDirectory(plan.Folder["small"]);
        });
        Assert.Equal(0, await MountAsync("-t", "tmpfs", "-o", "size=256k", "tmpfs", stack.Plan.Folder["small"]));
        try
        {
            string file = stack.Plan.Folder["small/haproxy.cfg"];
            stack.Launch("--haproxy-config", file);
            await stack.IsReadyAsync();
            await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
            string config = File.ReadAllText(file);
            Fill(stack.Plan.Folder["small/filler"]);
            await stack.Simulator.AddAsync(App("/new", "new.test"));
            await stack.Daemon.SaysAsync("free space");
            await client.MoreAsync();
            Assert.Equal(config, File.ReadAllText(file));
            Assert.Equal(1, stack.Daemon.Count("free space"));

            File.Delete(stack.Plan.Folder["small/filler"]);
            stack.Daemon.Signal(Signals.HangUp);
            await stack.AnswersAsync("new.test", 200);
            await client.NeverFailedAsync(() => stack.Log);
            await stack.StopAsync();
        }
        finally
        {
            Assert.Equal(0, await RunAsync("umount", "-l", stack.Plan.Folder["small"]));
        }
    }

    [Fact]
    public async Task HaproxyBinaryGone_IsToldAndOverWhenItIsBack()
    {
        string? binary = null;
        await using ManagedStack stack = await ManagedStack.PrepareAsync("installed", plan =>
        {
            Changes.Plan(plan);
            binary = plan.Folder["haproxy"];
            File.Copy("/usr/sbin/haproxy", binary);
        });
        stack.Launch("--haproxy-binary", binary!);
        await stack.IsReadyAsync();
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        File.Move(binary!, binary + ".away");
        await stack.Simulator.AddAsync(App("/new", "new.test"));
        await stack.Daemon.SaysAsync("HAProxy could not be asked");

        // Servers still come and go: that needs no new process.
        await stack.Simulator.ScaleAsync("/steady", 3);
        File.Move(binary + ".away", binary!);
        stack.Daemon.Signal(Signals.HangUp);
        await Eventually.IsTrueAsync(
            async () =>
            {
                stack.Daemon.Signal(Signals.HangUp);
                return (await stack.Http.GetAsync("new.test")).Status == 200;
            },
            () => $"the new app; the log:\n{stack.Log}");
        await client.NeverFailedAsync(() => stack.Log);
    }

    [Fact]
    public async Task FiftyThousandFindings_AreCutInTheLogAndNobodyWaits()
    {
        await using ManagedStack stack = await ManagedStack.PrepareAsync("installed", static plan =>
        {
            Changes.Plan(plan);
            for (int i = 0; i < 500; i++)
            {
                plan.Add($"/bad{i}", app =>
                {
                    app.Instances(0);
                    for (int n = 0; n < 100; n++) app.Label($"HAPROXY_0_NOSUCH{n}", "x");
                });
            }
        });
        stack.Launch();
        await stack.IsReadyAsync();
        Assert.Equal(200, (await stack.Http.GetAsync(Changes.SteadyHost)).Status);
        Assert.True(stack.Log.Length < 200_000, $"{stack.Log.Length} characters of log");
        Assert.Contains("more of these", stack.Log, StringComparison.Ordinal);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        await Changes.ReachTrafficAsync(stack, client);
    }

    private static System.Text.Json.Nodes.JsonObject App(string id, string host) => new AppBuilder(id).Host(FreePorts.Take()).First("MODE", "http").First("VHOST", host).Build();

    private static Task<int> MountAsync(params string[] arguments) => RunAsync("mount", arguments);

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static void Fill(string file)
    {
        using FileStream stream = File.Create(file);
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
                stream.Flush();
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
