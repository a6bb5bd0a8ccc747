using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>After any changes, what runs is what a HAProxy started from the file would run.</summary>
public sealed class LiveRandomTests
{
    private const int Apps = 14;
    private const int Batch = 10;

    /// <summary>scripts/test.sh --long: 1,000 changes.</summary>
    private static readonly int Changes = Environment.GetEnvironmentVariable("MLB_LONG") == "1" ? 1000 : 100;

    [Theory, TwoHaproxies]
    public async Task RandomChanges_AfterEachBatch_RunningAndFreshHaproxyAreTheSame(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.PrepareAsync(haproxy, static plan => plan.Arguments.AddRange(["--haproxy-map", "--health-check", "--reload-gap", "0.1"]));
        stack.Simulator.Delays.KillGrace = 50;
        RandomChanges changes = new(stack.Simulator, seed: 4);
        await changes.PrepareAsync(Apps);
        stack.Launch();
        await stack.IsReadyAsync();
        for (int done = 0; done < Changes; done += Batch)
        {
            await changes.BatchAsync(Batch);
            await stack.IsRightAsync();
        }

        await stack.IsRightAsync(leaversGone: true);
        int updates = stack.Daemon.Count("no reload)");
        TestContext.Current.TestOutputHelper?.WriteLine($"{changes.Done.Count} changes, {updates} rounds without and {stack.Reloads} with a reload");

        // Services that come and go take reloads; a change at run time that goes wrong must not be among them.
        Assert.True(updates > 0, $"no round without a reload; the log:\n{stack.Log}");
        foreach (string reason in (string[])["command-failed", "no-answer", "drift", "other-worker"])
        {
            Assert.True(stack.Daemon.Count($"; reload: {reason}") == 0, $"a reload for {reason}; the log:\n{stack.Log}");
        }
    }
}
