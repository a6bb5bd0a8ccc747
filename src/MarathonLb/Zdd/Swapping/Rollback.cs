using MarathonLb.Zdd.Api;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>
/// Goes back when the app that stays need not grow for it: a new app that never became healthy, or a deploy that was stopped before the first kill. The
/// load balancer drains the app that was scaled last no more and the other one all the more (spec, section 1), so the app that stays gets one instance
/// more for a while if the other one has traffic.
/// </summary>
/// <param name="marathon">Marathon.</param>
/// <param name="balancers">The load balancers.</param>
/// <param name="journal">Is told everything.</param>
/// <param name="options">What the command line says.</param>
/// <param name="clock">Measures waits.</param>
internal sealed class Rollback(IMarathonApi marathon, ILoadBalancers balancers, Journal journal, ZddOptions options, TimeProvider clock)
{
    /// <summary>Deletes an app for the good of another.</summary>
    /// <param name="apps">The app that goes, as the old one, and the one that stays.</param>
    /// <param name="target">How many instances the one that stays ends with.</param>
    /// <param name="approval">Is asked before the app is deleted; null asks nobody.</param>
    /// <param name="cancellation">Ends the trying.</param>
    /// <returns>False if the operator said no.</returns>
    public async Task<bool> RunAsync(DeployedPair apps, int target, Approval? approval, CancellationToken cancellation)
    {
        SwapView view = await LookAsync(apps, cancellation);
        (DeployedApp goes, DeployedApp stays) = view.Apps;
        bool hasTraffic = new DrainingTasks(view).ListedServers(goes).Any(static server => server.IsUp || server.Busy > 0);
        int size = Math.Max(target, stays.Instances) + (hasTraffic && stays.Instances >= target ? 1 : 0);
        journal.Note("rollback", $"going back to {stays.Id} with {Counted.Of(target, "instance")}; {goes.Id} will be deleted", ("app", stays.Id), ("instances", target));
        if (size != stays.Instances) await ScaleAsync(stays.Id, stays.Instances, size, cancellation);
        view = await DrainAsync(view.Apps, target, cancellation);

        string[] tasks = [.. view.Apps.Old.ServingTasks.Select(static task => task.Id)];
        long cut = new DrainingTasks(view).ListedServers(view.Apps.Old).Sum(static server => server.Busy);
        AppRemoval removal = new(marathon, journal, options, clock);
        removal.Announce(goes.Id, tasks, cut);
        if (approval is not null && !await approval.AskAsync(view.Apps, tasks, cancellation)) return false;
        await removal.DeleteAsync(goes.Id, tasks.Length, cut, force: true, cancellation);
        if (size > target && size > stays.Instances) await ScaleAsync(stays.Id, size, target, cancellation);
        return true;
    }

    private async Task ScaleAsync(string id, int from, int to, CancellationToken cancellation)
    {
        journal.Note("scaling", $"scaling {id} from {from} to {to} instances", ("app", id), ("instances", to));
        await marathon.ScaleAsync(id, to, cancellation);
    }

    /// <summary>Waits until the app that stays carries everything and the other one nothing, or the longest wait is over.</summary>
    private async Task<SwapView> DrainAsync(DeployedPair apps, int target, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        while (true)
        {
            SwapView view = await LookAsync(apps, cancellation);
            if (Unready(view, target) is not string reason) return view;
            if (clock.GetElapsedTime(start) >= options.MaxWait)
            {
                journal.Warn("timeout", $"waited {options.MaxWait.TotalSeconds:0} s in vain for {reason}");
                return view.Balancers.IsWhole ? view : throw new ZddException(ZddExitCode.LoadBalancer, $"can't go back without {reason}; go back with --complete-prev when it is there");
            }

            journal.Wait("rollback", reason, options.MaxWait);
            await Task.Delay(options.StepDelay, clock, cancellation);
        }
    }

    private static string? Unready(SwapView view, int target)
    {
        (DeployedApp goes, DeployedApp stays) = view.Apps;
        if (stays.IsDeploying) return $"Marathon's deployment of {stays.Id}";
        if (!view.Balancers.IsWhole) return $"an answer of {string.Join("; ", view.Balancers.Failures)}";
        if (view.Balancers.Views.FirstOrDefault(static balancer => !balancer.IsSettled) is LoadBalancerView busy) return $"the sessions of HAProxy processes of before a reload at {busy.Name}";
        DrainingTasks tasks = new(view);
        int up = tasks.UpTasks(stays);
        if (up < target) return $"{Counted.Of(target, "task")} of {stays.Id} UP, now {up}";
        int serving = tasks.ListedServers(goes).Count(static server => server.IsUp || server.Busy > 0);
        return serving == 0 ? null : $"the end of traffic on {Counted.Of(serving, "server")} of {goes.Id}";
    }

    private async Task<SwapView> LookAsync(DeployedPair apps, CancellationToken cancellation)
    {
        DeployedApp goes = await marathon.FetchAsync(apps.Old.Id, cancellation) ?? throw Gone(apps.Old.Id);
        DeployedApp stays = await marathon.FetchAsync(apps.New.Id, cancellation) ?? throw Gone(apps.New.Id);
        DeployedPair current = new(goes, stays);
        string[] backends = current.Backends();
        return new SwapView(current, backends, await balancers.LookAsync(backends, cancellation));
    }

    private static ZddException Gone(string id) => new(ZddExitCode.Marathon, $"{id} is gone: somebody deleted it meanwhile");
}
