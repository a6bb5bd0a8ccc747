using System.Text.Json.Nodes;
using MarathonLb.Zdd.Api;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>Does what <see cref="SwapRules"/> decide, step by step, until the new app has taken the old one's place.</summary>
/// <param name="marathon">Marathon.</param>
/// <param name="balancers">The load balancers.</param>
/// <param name="approval">Is asked before anything is killed.</param>
/// <param name="journal">Is told everything.</param>
/// <param name="options">What the command line says.</param>
/// <param name="clock">Measures waits.</param>
internal sealed class Swap(IMarathonApi marathon, ILoadBalancers balancers, Approval approval, Journal journal, ZddOptions options, TimeProvider clock)
{
    private long _since;
    private WaitReason? _waitingFor;
    private long? _killFailsSince;
    private bool _advanced;

    /// <summary>Swaps the apps.</summary>
    /// <exception cref="ZddException">It can't go on.</exception>
    public async Task<SwapOutcome> RunAsync(DeployedPair apps, SwapGoal goal, CancellationToken cancellation)
    {
        _since = clock.GetTimestamp();
        while (true)
        {
            if (await LookAsync(apps, cancellation) is not SwapView view) return await OldIsGoneAsync(apps.New.Id, goal, cancellation);
            journal.Progress = ProgressOf(view.Apps, goal);
            bool timeIsUp = clock.GetElapsedTime(_since) >= options.MaxWait;
            SwapDecision decision = SwapRules.Decide(view, goal, timeIsUp: false);
            if (decision is SwapDecision.Wait wait)
            {
                if (timeIsUp && options.RollbackOnTimeout && wait.For is (WaitReason.Deployment or WaitReason.Servers or WaitReason.Health))
                {
                    journal.Warn("timeout", $"waited {options.MaxWait.TotalSeconds:0} s in vain for {wait.Text}");
                    return _advanced ? SwapOutcome.NoLongerHealthy : SwapOutcome.NeverHealthy;
                }

                if (!timeIsUp || wait.For == WaitReason.Deployment)
                {
                    await WaitAsync(wait, timeIsUp, cancellation);
                    continue;
                }

                journal.Warn("timeout", $"waited {options.MaxWait.TotalSeconds:0} s in vain for {wait.Text}; going on with what is draining", ("for", NameOf(wait.For)));
                decision = SwapRules.Decide(view, goal, timeIsUp: true);
            }

            if (await ActAsync(view, goal, decision, cancellation) is SwapOutcome end) return end;
            await Task.Delay(options.StepDelay, clock, cancellation);
        }
    }

    /// <summary>Everything as it is now; null if the old app is gone.</summary>
    private async Task<SwapView?> LookAsync(DeployedPair apps, CancellationToken cancellation)
    {
        DeployedApp? old = await marathon.FetchAsync(apps.Old.Id, cancellation);
        DeployedApp now = await marathon.FetchAsync(apps.New.Id, cancellation)
            ?? throw new ZddException(ZddExitCode.Marathon, $"{apps.New.Id} is gone: somebody deleted it while it was deployed");
        if (old is null) return null;
        DeployedPair current = new(old, now);
        string[] backends = current.Backends();
        return new SwapView(current, backends, now.IsDeploying ? new LoadBalancerLook([], []) : await balancers.LookAsync(backends, cancellation));
    }

    private async Task WaitAsync(SwapDecision.Wait wait, bool timeIsUp, CancellationToken cancellation)
    {
        // Marathon's deployment has a time of its own: images may take long to come.
        if ((wait.For == WaitReason.Deployment) != (_waitingFor == WaitReason.Deployment)) _since = clock.GetTimestamp();
        if (timeIsUp && wait.For == WaitReason.Deployment && _waitingFor == WaitReason.Deployment)
        {
            _since = clock.GetTimestamp();
            journal.Warn("slow", $"still waiting for {wait.Text}; Ctrl-C and --complete-prev go back, --rollback-on-timeout would have", ("for", NameOf(wait.For)));
        }

        _waitingFor = wait.For;
        bool endless = wait.For == WaitReason.Deployment && !options.RollbackOnTimeout;
        journal.Wait(NameOf(wait.For), wait.Text, endless ? Timeout.InfiniteTimeSpan : options.MaxWait);
        await Task.Delay(options.StepDelay, clock, cancellation);
    }

    /// <summary>Does a step; gives how the swap ended, or null if it goes on.</summary>
    private async Task<SwapOutcome?> ActAsync(SwapView view, SwapGoal goal, SwapDecision decision, CancellationToken cancellation)
    {
        switch (decision)
        {
            case SwapDecision.Finished:
                journal.Note("split", $"hybrid: {view.Apps.New.Instances} of {view.Apps.New.Id} beside {view.Apps.Old.Instances} of {view.Apps.Old.Id}; both stay");
                return SwapOutcome.Done;
            case SwapDecision.Stuck stuck:
                throw new ZddException(
                    ZddExitCode.LoadBalancer,
                    $"nothing can be done while this does not come: {stuck.Text}. Does the load balancer serve the app's HAPROXY_GROUP, and does HAProxy find its tasks healthy? "
                    + "Continue with --resume, or go back with --complete-prev");
            case SwapDecision.Delete delete:
                return await DeleteAsync(view.Apps, delete, goal, cancellation);
            case SwapDecision.Advance advance:
                return await AdvanceAsync(view.Apps, advance, cancellation);
            default:
                throw new InvalidOperationException($"no step: {decision}");
        }
    }

    private async Task<SwapOutcome?> DeleteAsync(DeployedPair apps, SwapDecision.Delete delete, SwapGoal goal, CancellationToken cancellation)
    {
        AppRemoval removal = new(marathon, journal, options, clock);
        removal.Announce(apps.Old.Id, delete.Tasks, delete.Cut);
        if (!await approval.AskAsync(apps, delete.Tasks, cancellation)) return SwapOutcome.Declined;
        await removal.DeleteAsync(apps.Old.Id, delete.Tasks.Count, delete.Cut, force: false, cancellation);
        if (apps.New.Instances > goal.Target) await ScaleAsync(apps.New, goal.Target, cancellation);
        return SwapOutcome.Done;
    }

    private async Task<SwapOutcome?> AdvanceAsync(DeployedPair apps, SwapDecision.Advance step, CancellationToken cancellation)
    {
        if (step.Kill.Count > 0)
        {
            WarnOfCut(step.Cut);
            journal.Note(
                "killing",
                $"about to kill {step.Kill.Count} of {Counted.Of(apps.Old.Instances, "task")} of {apps.Old.Id} ({Drained(step.Kill.Count, step.Cut)}): {string.Join(", ", step.Kill)}",
                ("app", apps.Old.Id),
                ("tasks", ListOf(step.Kill)));
            if (!await approval.AskAsync(apps, step.Kill, cancellation)) return SwapOutcome.Declined;
            if (await marathon.KillAsync(step.Kill, cancellation) is string reason)
            {
                KillFailed(step.Kill.Count, reason);
                return null;
            }

            _killFailsSince = null;
            journal.Killed += step.Kill.Count;
            journal.CutSessions += step.Cut;
            journal.Note("killed", $"scaled old app {apps.Old.Id} down by {step.Kill.Count}", ("app", apps.Old.Id), ("tasks", step.Kill.Count));
        }

        if (step.ScaleTo is int size) await ScaleAsync(apps.New, size, cancellation);
        (_since, _waitingFor, _advanced) = (clock.GetTimestamp(), null, true);
        return null;
    }

    private async Task ScaleAsync(DeployedApp app, int size, CancellationToken cancellation)
    {
        journal.Note("scaling", $"scaling new app {app.Id} from {app.Instances} to {Counted.Of(size, "instance")}", ("app", app.Id), ("instances", size));
        await marathon.ScaleAsync(app.Id, size, cancellation);
        journal.Note("scaled", $"{app.Id} is to have {Counted.Of(size, "instance")}", ("app", app.Id), ("instances", size));
    }

    /// <summary>Whether Marathon did it shows at the next look; a lock by an earlier deployment passes.</summary>
    private void KillFailed(int count, string reason)
    {
        _killFailsSince ??= clock.GetTimestamp();
        if (clock.GetElapsedTime(_killFailsSince.Value) > options.MaxWait)
        {
            throw new ZddException(ZddExitCode.ScaleFailed, $"killing {Counted.Of(count, "task")}: {reason}; tried for {options.MaxWait.TotalSeconds:0} s (--max-wait)");
        }

        journal.Wait("marathon", $"Marathon (killing {Counted.Of(count, "task")}: {reason})", options.MaxWait);
    }

    /// <summary>An earlier run deleted it, or somebody else: then the new app must have its full size.</summary>
    private async Task<SwapOutcome> OldIsGoneAsync(string newId, SwapGoal goal, CancellationToken cancellation)
    {
        DeployedApp? now = await marathon.FetchAsync(newId, cancellation);
        journal.Note("gone", "the old app is gone");
        if (now is not null && now.Instances < goal.Target)
        {
            journal.Note("scaling", $"scaling {newId} to {Counted.Of(goal.Target, "instance")}", ("app", newId), ("instances", goal.Target));
            await marathon.ScaleAsync(newId, goal.Target, cancellation);
        }

        return SwapOutcome.Done;
    }

    private void WarnOfCut(long cut)
    {
        if (cut > 0) journal.Warn("cutting", $"{Counted.Of(cut, "session")} left after --max-wait: cut now", ("sessions", cut));
    }

    private static string Drained(int tasks, long cut) => cut == 0 ? $"{tasks} drained" : $"{tasks} draining, {Counted.Of(cut, "session")} left";

    private static string NameOf(WaitReason reason) => reason.ToString().ToLowerInvariant();

    private static string ProgressOf(DeployedPair apps, SwapGoal goal)
    {
        const int Width = 20;
        int filled = goal.NewEnd == 0 ? Width : Math.Min(Width, apps.New.Instances * Width / goal.NewEnd);
        return $"[{new string('#', filled)}{new string('.', Width - filled)}] new {apps.New.Instances}/{goal.NewEnd}, old {apps.Old.Instances};";
    }

    private static JsonArray ListOf(IReadOnlyList<string> tasks) => [.. tasks.Select(static id => (JsonNode)id)];
}
