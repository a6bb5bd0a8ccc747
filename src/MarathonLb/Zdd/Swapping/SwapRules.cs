using MarathonLb.Marathon;
using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>
/// The state machine of a swap (spec, section 8, "Swap loop"). It remembers nothing: each step follows from what Marathon and the load balancers say, so a
/// deploy that was interrupted anywhere is continued by looking again.
/// </summary>
internal static class SwapRules
{
    /// <summary>The next step.</summary>
    /// <param name="view">What is known now.</param>
    /// <param name="goal">Where the swap leads.</param>
    /// <param name="timeIsUp">True if the longest wait is over: what drains may be cut.</param>
    public static SwapDecision Decide(SwapView view, SwapGoal goal, bool timeIsUp)
    {
        (DeployedApp old, DeployedApp now) = view.Apps;
        if (now.IsDeploying) return new SwapDecision.Wait(WaitReason.Deployment, $"Marathon's deployment of {now.Id} ({HealthOf(now)})");
        if (goal.IsSplit(now.Instances, old.Instances)) return new SwapDecision.Finished();
        if (Unready(view, goal) is SwapDecision.Wait unready)
        {
            // A load balancer that can't be asked may have any number of sessions: then nothing is killed, whatever the time.
            if (!timeIsUp || !view.Balancers.IsWhole) return timeIsUp ? new SwapDecision.Stuck(unready.Text) : unready;
            return Forced(view, goal, unready);
        }

        IReadOnlyList<(string TaskId, long Busy)> draining = new DrainingTasks(view).Of(old);
        (string TaskId, long Busy)[] drained = [.. draining.Where(static task => task.Busy == 0)];
        if (DrainsTheWrongApp(view)) return Turn(view, goal);
        if (drained.Length >= Needed(now, old, goal)) return Step(view, goal, drained);
        SwapDecision.Wait drain = DrainWait(view, draining);
        return timeIsUp ? Forced(view, goal, drain) : drain;
    }

    /// <summary>What must be true before anything is killed.</summary>
    private static SwapDecision.Wait? Unready(SwapView view, SwapGoal goal)
    {
        (DeployedApp old, DeployedApp now) = view.Apps;
        if (!view.Balancers.IsWhole)
        {
            return new(WaitReason.Balancers, view.Balancers.Failures.Count > 0 ? $"an answer of {string.Join("; ", view.Balancers.Failures)}" : "a load balancer's address");
        }

        int listed = now.Instances + old.Instances;
        DrainingTasks tasks = new(view);
        HashSet<(string, string)> leftovers = tasks.Leftovers();
        foreach (LoadBalancerView balancer in view.Balancers.Views)
        {
            if (!balancer.IsSettled)
            {
                return new(WaitReason.Processes, $"the sessions of {Counted.Of(balancer.Processes - LoadBalancerView.SettledProcesses, "HAProxy process")} of before a reload at {balancer.Name}");
            }

            foreach (string backend in view.Backends)
            {
                ServerStatistics[] servers = [.. balancer.Servers.Where(server => server.Backend == backend && !leftovers.Contains((backend, server.Server)))];
                if (servers.Length != listed) return new(WaitReason.Servers, $"{balancer.Name} to list {Counted.Of(listed, "server")} in backend {backend}, now {servers.Length}");
                int up = servers.Count(static server => server.IsUp);
                if (up < goal.Target) return new(WaitReason.Health, $"{Counted.Of(goal.Target, "server")} of {backend} UP at {balancer.Name}, now {up}");
            }
        }

        return (tasks.Missing(now) ?? tasks.Missing(old)) is string task ? new(WaitReason.Servers, $"all load balancers to list task {task}") : null;
    }

    /// <summary>
    /// How many tasks must have drained. One is enough while the new app grows; then all, because the load balancer takes the app that was scaled last for
    /// the new one (spec, section 1): after a last kill of some it would turn round and drain the new app for the others.
    /// </summary>
    private static int Needed(DeployedApp now, DeployedApp old, SwapGoal goal)
    {
        int drainable = goal.Drainable(now.Instances, old.Instances);
        return now.Instances < goal.NewEnd ? Math.Min(1, drainable) : drainable;
    }

    /// <summary>
    /// True if the load balancer drains the app that is to stay, because the other one was scaled last. That tasks of it are in maintenance does not say so
    /// alone: new ones may be, until they are healthy.
    /// </summary>
    private static bool DrainsTheWrongApp(SwapView view)
    {
        (DeployedApp old, DeployedApp now) = view.Apps;
        bool oldLeads = old.StartedAt > now.StartedAt ? old.ScaledAt >= now.ScaledAt : old.ScaledAt > now.ScaledAt;
        if (!oldLeads) return false;
        DrainingTasks tasks = new(view);
        return tasks.Of(old).Count == 0 && tasks.Of(now).Count > 0;
    }

    /// <summary>Scales the app that is to stay, which turns the load balancer round. An app that is complete gets one instance more until the old one is deleted.</summary>
    private static SwapDecision Turn(SwapView view, SwapGoal goal)
    {
        (DeployedApp old, DeployedApp now) = view.Apps;
        if (now.Instances < goal.NewEnd) return new SwapDecision.Advance([], goal.NextSize(now.Instances, old.Instances), 0);
        return goal.Hybrid == 0 && now.Instances == goal.Target
            ? new SwapDecision.Advance([], goal.Target + 1, 0)
            : new SwapDecision.Stuck($"the load balancers to drain {old.Id}; they drain {now.Id}, as {old.Id} was scaled last");
    }

    /// <summary>The longest wait is over: go on with what drains, and count what that cuts.</summary>
    private static SwapDecision Forced(SwapView view, SwapGoal goal, SwapDecision.Wait wait)
    {
        IReadOnlyList<(string TaskId, long Busy)> draining = new DrainingTasks(view).Of(view.Apps.Old);
        SwapDecision step = Step(view, goal, draining);
        bool last = view.Apps.New.Instances >= goal.NewEnd;
        bool some = step is SwapDecision.Advance && draining.Count < Needed(view.Apps.New, view.Apps.Old, goal);
        return step is SwapDecision.Stuck || (last && some) ? new SwapDecision.Stuck(wait.Text) : step;
    }

    /// <summary>Kills, but never so many that both apps together have fewer instances than the target, and grows.</summary>
    private static SwapDecision Step(SwapView view, SwapGoal goal, IReadOnlyList<(string TaskId, long Busy)> tasks)
    {
        (DeployedApp old, DeployedApp now) = view.Apps;
        (string TaskId, long Busy)[] chosen = [.. tasks.Take(goal.Drainable(now.Instances, old.Instances))];
        string[] kill = [.. chosen.Select(static task => task.TaskId)];
        long cut = chosen.Sum(static task => task.Busy);
        if (goal.Hybrid == 0 && now.Instances >= goal.Target && kill.Length == old.Instances) return new SwapDecision.Delete(kill, cut);
        int? next = now.Instances < goal.NewEnd ? goal.NextSize(now.Instances, old.Instances) : null;
        return kill.Length == 0 && next is null
            ? new SwapDecision.Stuck($"tasks of {old.Id} to drain; it has {old.Instances}, {now.Id} has {now.Instances} of {goal.NewEnd}")
            : new SwapDecision.Advance(kill, next, cut);
    }

    private static string HealthOf(DeployedApp app)
    {
        int alive = app.App.Tasks.Count(static task => task.Health == TaskHealth.Alive);
        return app.App.HealthChecks.Length > 0 ? $"{alive} of {app.Instances} tasks healthy" : $"{app.ServingTasks.Count()} of {app.Instances} tasks running";
    }

    /// <summary>A load balancer drains as many old tasks as there are healthy new ones: without any, it is the new app that is not ready.</summary>
    private static SwapDecision.Wait DrainWait(SwapView view, IReadOnlyList<(string TaskId, long Busy)> draining)
    {
        (DeployedApp old, DeployedApp now) = view.Apps;
        if (draining.Count > 0) return new(WaitReason.Drain, $"{Counted.Of(draining.Sum(static task => task.Busy), "session")} on {Counted.Of(draining.Count, "draining task")} of {old.Id}");
        int up = new DrainingTasks(view).UpTasks(now);
        return up < now.Instances
            ? new(WaitReason.Health, $"{Counted.Of(now.Instances, "task")} of {now.Id} UP, now {up}")
            : new(WaitReason.Drain, $"the load balancers to drain a task of {old.Id}");
    }
}
