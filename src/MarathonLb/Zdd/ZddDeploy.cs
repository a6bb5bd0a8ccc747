using MarathonLb.Zdd.Api;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;
using MarathonLb.Zdd.Swapping;

namespace MarathonLb.Zdd;

/// <summary>A blue-green deployment from the command line to its exit code (spec, section 8).</summary>
/// <param name="options">What the command line says.</param>
/// <param name="marathon">Marathon.</param>
/// <param name="balancers">The load balancers.</param>
/// <param name="confirmation">The operator.</param>
/// <param name="journal">Is told everything.</param>
/// <param name="clock">Measures waits.</param>
internal sealed class ZddDeploy(
    ZddOptions options, IMarathonApi marathon, ILoadBalancers balancers, Confirmation confirmation, Journal journal, TimeProvider clock)
{
    private readonly Approval _approval = new(new PreKillHook(options.PreKillHook, journal), confirmation);

    /// <summary>Deploys. Every failure ends as an exit code and a last line that says what to do.</summary>
    public async Task<ZddExitCode> RunAsync(CancellationToken cancellation)
    {
        (ZddExitCode code, string text) = await EndOfAsync(cancellation);
        journal.Result(code, text);
        return code;
    }

    private async Task<(ZddExitCode Code, string Text)> EndOfAsync(CancellationToken cancellation)
    {
        try
        {
            return await DeployAsync(cancellation);
        }
        catch (ZddException e)
        {
            return (e.Code, e.Message);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return (ZddExitCode.Interrupted, "interrupted between two steps: everything serves as before. Continue with --resume, or go back with --complete-prev");
        }
        catch (Exception e)
        {
            // A mistake of this program's. The state is in Marathon, so that a corrected one can go on.
            return (ZddExitCode.Unexpected, $"unexpected: {e}");
        }
    }

    private async Task<(ZddExitCode Code, string Text)> DeployAsync(CancellationToken cancellation)
    {
        AppDefinition app = AppDefinition.Load(options.AppFile);
        IReadOnlyList<DeployedApp> group = await marathon.FetchGroupAsync(app.Group, cancellation);
        if (group.Count > 1) return await ContinueAsync(group, cancellation);
        if (options.CompleteCur || options.CompletePrev)
        {
            throw new ZddException(
                ZddExitCode.InvalidArguments,
                $"{(options.CompleteCur ? "--complete-cur" : "--complete-prev")}: group {app.Group} has {group.Count} apps; it completes a deploy that has two. Leave it out to deploy");
        }

        DeployedApp? last = group.Count > 0 ? group[0] : null;
        NextDeploy next = NextDeploy.Of(app, last, options, clock.GetLocalNow().DateTime);
        if (last is null && options.NewInstances > 0) journal.Warn("ignored", $"--new-instances: group {app.Group} has no app yet to stand beside; all {next.Instances} instances are the new app's");
        journal.Definition(next.Json);
        if (options.DryRun) return Forecast(last, next);
        if (last is not null) await CheckBalancersAsync(last, cancellation);
        if (!await confirmation.AskAsync("Continue with deployment?", cancellation)) return (ZddExitCode.Declined, "declined: nothing was changed");
        journal.Note("creating", $"creating {next.Id} with {Counted.Of(next.Instances, "instance")}", ("app", next.Id), ("instances", next.Instances));
        await marathon.CreateAsync(next.Json, cancellation);
        journal.Note("created", $"{next.Id} is created", ("app", next.Id));
        if (last is null) return (ZddExitCode.Done, $"{next.Id} is the first deploy of group {app.Group}");
        DeployedApp now = await marathon.FetchAsync(next.Id, cancellation) ?? throw new ZddException(ZddExitCode.CreateFailed, $"{next.Id} is not there although Marathon created it");
        return await SwapAsync(new DeployedPair(last, now), next.Goal, cancellation);
    }

    /// <summary>Goes on where two apps of the group are there already: a deploy that was interrupted, or a hybrid.</summary>
    private async Task<(ZddExitCode Code, string Text)> ContinueAsync(IReadOnlyList<DeployedApp> group, CancellationToken cancellation)
    {
        DeployedPair apps = DeployedPair.LastTwo(group);
        string found = string.Join(", ", group.Select(static app => $"{app.Id} ({Counted.Of(app.Instances, "instance")})"));
        if (!options.Resume && !options.CompleteCur && !options.CompletePrev)
        {
            throw new ZddException(
                ZddExitCode.Unexpected,
                $"a deploy of group {apps.New.Group} is under way: {found}. Continue it with --resume, end a hybrid with --complete-cur, go back with --complete-prev");
        }

        if (group.Count > 2) journal.Warn("more", $"group {apps.New.Group} has more than two apps ({found}); only the last two, {apps.Old.Id} and {apps.New.Id}, are dealt with");

        // How many instances there are in all was noted when the newer app came; the older one's note may be out of date.
        int target = apps.New.TargetInstances ?? apps.New.Instances;
        bool back = options.CompletePrev && !options.CompleteCur;
        int hybrid = options.CompleteCur || options.CompletePrev ? 0 : apps.New.NewInstances;
        if (back) apps = apps.Reversed;
        SwapGoal goal = new(target, hybrid, options.LinearIncrease);
        journal.Note("continuing", $"{apps.Old.Id} ({apps.Old.Colour}) is the existing app, {apps.New.Id} ({apps.New.Colour}) the new one; {found}");
        if (options.DryRun)
        {
            journal.Plan([.. StepForecast.Of(apps.Old.Id, apps.Old.Instances, apps.New.Id, apps.New.Instances, goal)]);
            return (ZddExitCode.Done, "dry run: nothing was changed");
        }

        await CheckBalancersAsync(apps.New, cancellation);

        // An app that Marathon is still busy with can't be scaled down step by step: it is locked.
        if (!back || (apps.New.Instances < target && !apps.Old.IsDeploying)) return await SwapAsync(apps, goal, cancellation);
        return await new Rollback(marathon, balancers, journal, options, clock).RunAsync(apps, target, _approval, cancellation)
            ? (ZddExitCode.Done, $"{apps.New.Id} serves alone, as before the deploy")
            : Declined(apps);
    }

    private async Task<(ZddExitCode Code, string Text)> SwapAsync(DeployedPair apps, SwapGoal goal, CancellationToken cancellation)
    {
        Swap swap = new(marathon, balancers, _approval, journal, options, clock);
        SwapOutcome outcome = await swap.RunAsync(apps, goal, cancellation);
        if (outcome == SwapOutcome.Done) return (ZddExitCode.Done, goal.Hybrid > 0 ? $"{apps.New.Id} serves beside {apps.Old.Id}" : $"{apps.New.Id} serves alone");
        if (outcome == SwapOutcome.Declined) return Declined(apps);
        await new Rollback(marathon, balancers, journal, options, clock).RunAsync(apps.Reversed, goal.Target, null, cancellation);
        ZddExitCode code = outcome == SwapOutcome.NeverHealthy ? ZddExitCode.CreateFailed : ZddExitCode.ScaleFailed;
        return (code, $"{apps.New.Id} did not become healthy in time and is deleted; {apps.Old.Id} serves alone, as before (--rollback-on-timeout)");
    }

    /// <summary>Better known before anything is changed than in the middle.</summary>
    private async Task CheckBalancersAsync(DeployedApp app, CancellationToken cancellation)
    {
        LoadBalancerLook look = await balancers.LookAsync([], cancellation);
        if (look.IsWhole) return;
        throw new ZddException(
            ZddExitCode.LoadBalancer,
            $"--marathon-lb/-l: {string.Join("; ", look.Failures)}. Nothing was changed, {app.Id} serves as before; name the statistics port of each load balancer, such as http://marathon-lb.marathon.mesos:9090");
    }

    private (ZddExitCode Code, string Text) Forecast(DeployedApp? last, NextDeploy next)
    {
        string create = $"create {next.Id} with {Counted.Of(next.Instances, "instance")}";
        journal.Plan(last is null ? [create] : [create, .. StepForecast.Of(last.Id, last.Instances, next.Id, next.Instances, next.Goal)]);
        return (ZddExitCode.Done, "dry run: nothing was changed");
    }

    private static (ZddExitCode Code, string Text) Declined(DeployedPair apps) =>
        (ZddExitCode.Declined, $"declined: {apps.Old.Id} and {apps.New.Id} serve as they are. Continue with --resume, or go back with --complete-prev");
}
