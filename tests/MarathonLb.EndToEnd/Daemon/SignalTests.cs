using System.Diagnostics;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Signals, to the process and to its whole group as <c>tini -g</c> sends them, while a long download runs through HAProxy.</summary>
public sealed class SignalTests
{
    [Theory, TwoHaproxies]
    public async Task HupAndUsr1_ToTheGroupDuringADownload_DoTheirWorkAndCutNothing(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        using Download download = await Download.StartAsync(stack.Plan.HttpPort, "web.test", TimeSpan.FromSeconds(3));
        int[] pids = await stack.PidsAsync();
        int fetches = stack.Fetches;
        stack.Daemon.SignalGroup(Signals.HangUp);
        await Eventually.IsTrueAsync(() => stack.Fetches > fetches, () => $"a look at all apps; the log:\n{stack.Log}");
        stack.Daemon.SignalGroup(Signals.User1);
        await stack.Daemon.SaysAsync("the file as it is");
        int[] reloaded = await stack.PidsAsync();
        Assert.Equal(pids[0], reloaded[0]);
        Assert.NotEqual(pids[1], reloaded[1]);
        Assert.Contains(pids[1], reloaded);
        Assert.True((await download.EndAsync()).Whole, $"the download was cut; the log:\n{stack.Log}");
        await stack.SettlesAsync();
    }

    [Theory, TwoHaproxies]
    public async Task HupAndUsr1_ToTheGroupAgainAndAgainDuringChanges_LoseNoChange(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Changes.Plan);
        await using SteadyClient client = SteadyClient.Start(stack.Plan.HttpPort, Changes.SteadyHost);
        using CancellationTokenSource enough = new();
        Task storm = StormAsync(stack, enough.Token);
        await Changes.ReachTrafficAsync(stack, client);
        await enough.CancelAsync();
        await storm;
        Assert.Equal(0, stack.Daemon.Count("Rejected"));
    }

    [Theory, TwoHaproxies]
    public async Task Terminate_ToTheGroupDuringADownload_LetsItFinishWithinTheGrace(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        using Download download = await Download.StartAsync(stack.Plan.HttpPort, "web.test", TimeSpan.FromSeconds(2));
        stack.Daemon.SignalGroup(Signals.Terminate);
        Assert.True((await download.EndAsync()).Whole, $"the download was cut; the log:\n{stack.Log}");
        Assert.Equal(0, await stack.Daemon.EndAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(0, stack.Daemon.Count("sessions were cut"));
        await Assert.ThrowsAsync<HttpRequestException>(() => stack.Http.GetAsync("web.test"));
    }

    /// <summary>HAProxy 2.6 does not pass a stop on to a worker that is just starting.</summary>
    [Theory, TwoHaproxies]
    public async Task Terminate_WhileAReloadStartsAWorker_DoesNotLastAsLongAsTheGrace(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, Plan);
        await stack.SettlesAsync();
        string[] before = Workers(stack.Master);
        stack.Daemon.Signal(Signals.User1);
        await Eventually.IsTrueAsync(() => Workers(stack.Master).Except(before).Any(), () => $"a new worker; the log:\n{stack.Log}");
        stack.Daemon.Signal(Signals.Terminate);
        Assert.Equal(0, await stack.Daemon.EndAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(0, stack.Daemon.Count("sessions were cut"));
    }

    [Theory, TwoHaproxies]
    public async Task Terminate_DownloadLongerThanTheGrace_TakesNoNewConnectionsAndCuts(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            Plan(plan);
            plan.Arguments.AddRange(["--shutdown-grace", "1.5"]);
        });
        int[] pids = await stack.PidsAsync();
        using Download download = await Download.StartAsync(stack.Plan.HttpPort, "web.test", TimeSpan.FromSeconds(20));
        long start = Stopwatch.GetTimestamp();
        stack.Daemon.Signal(Signals.Terminate);
        await Eventually.IsTrueAsync(() => IsRefusedAsync(stack), () => $"refused connections; the log:\n{stack.Log}");
        Assert.False(download.Whole.IsCompleted);
        Assert.Equal(0, await stack.Daemon.EndAsync(TimeSpan.FromSeconds(20)));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1.4, 10);
        Assert.False((await download.EndAsync()).Whole);
        Assert.Equal(1, stack.Daemon.Count("sessions were cut"));
        Assert.DoesNotContain(pids, Signals.IsAlive);
    }

    private static void Plan(StackPlan plan) => plan.Add("/web", ("VHOST", "web.test"));

    private static string[] Workers(int master) => File.ReadAllText($"/proc/{master}/task/{master}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Signals while programs start and check, then a pause until one of the reloads is done: a check that a signal meets in its first moments is asked
    /// again a number of times, and on a slow machine a storm without end would meet them all.
    /// </summary>
    private static async Task StormAsync(ManagedStack stack, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            int reloads = Asked();
            for (int i = 0; i < 4; i++)
            {
                stack.Daemon.SignalGroup(Signals.HangUp);
                await Task.Delay(10, CancellationToken.None);
                stack.Daemon.SignalGroup(Signals.User1);
                await Task.Delay(25, CancellationToken.None);
            }

            await Eventually.IsTrueAsync(() => Asked() > reloads, () => $"a reload that was asked for; the log:\n{stack.Log}");
        }

        int Asked() => stack.Daemon.Count("cause: usr1");
    }

    private static async Task<bool> IsRefusedAsync(ManagedStack stack)
    {
        try
        {
            await stack.Http.GetAsync("web.test");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
