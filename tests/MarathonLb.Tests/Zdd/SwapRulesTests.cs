using MarathonLb.Zdd.Balancers;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Swapping;

namespace MarathonLb.Tests.Zdd;

public sealed class SwapRulesTests
{
    private static readonly SwapGoal All = new(10, 0, 0);

    [Fact]
    public void Decide_NewAppIsDeployed_WaitsForMarathon()
    {
        SwapDecision.Wait wait = Waits(Deployed.View(Deployed.Pair(10, 1, deploying: true)));
        Assert.Equal(WaitReason.Deployment, wait.For);
        Assert.Equal("Marathon's deployment of /shop-green (1 of 1 tasks running)", wait.Text);
    }

    [Fact]
    public void Decide_LoadBalancerSilent_WaitsForIt()
    {
        SwapView view = Deployed.View(Deployed.Pair(10, 1)) with { Balancers = new LoadBalancerLook([Deployed.Balancer(10, 1, 1)], ["b:9090: connection refused"]) };
        SwapDecision.Wait wait = Waits(view);
        Assert.Equal((WaitReason.Balancers, "an answer of b:9090: connection refused"), (wait.For, wait.Text));
        Assert.IsType<SwapDecision.Stuck>(SwapRules.Decide(view, All, timeIsUp: true));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void Decide_HaproxyProcesses_MoreThanTwoAreOldOnes(int processes, bool settled)
    {
        SwapDecision decision = SwapRules.Decide(Deployed.View(Deployed.Pair(10, 1), Deployed.Balancer(10, 1, 1, processes: processes)), All, timeIsUp: false);
        if (settled) Assert.IsType<SwapDecision.Advance>(decision);
        else Assert.Equal(WaitReason.Processes, Assert.IsType<SwapDecision.Wait>(decision).For);
    }

    [Fact]
    public void Decide_SecondLoadBalancerLacksAServer_Waits()
    {
        SwapDecision.Wait wait = Waits(Deployed.View(Deployed.Pair(10, 1), Deployed.Balancer(10, 1, 1), Deployed.Balancer(10, 0, 1, name: "b:9090")));
        Assert.Equal((WaitReason.Servers, "b:9090 to list 11 servers in backend shop_10001, now 10"), (wait.For, wait.Text));
    }

    [Fact]
    public void Decide_RightNumberButOtherTasks_Waits()
    {
        LoadBalancerView stale = new("a:9090", 2, [.. Enumerable.Range(0, 11).Select(static i => Deployed.Server("blue", i, i == 0 ? "MAINT" : "UP"))]);
        SwapDecision.Wait wait = Waits(Deployed.View(Deployed.Pair(10, 1), stale));
        Assert.Equal((WaitReason.Servers, "all load balancers to list task green.00"), (wait.For, wait.Text));
    }

    /// <summary>A killed task's server stays in maintenance for its last sessions; nobody has to wait for those.</summary>
    [Theory]
    [InlineData("MAINT", true)]
    [InlineData("UP", false)]
    public void Decide_ServerOfAnEndedTask_CountsUnlessInMaintenance(string status, bool goesOn)
    {
        LoadBalancerView balancer = Deployed.Balancer(10, 1, 1);
        LoadBalancerView more = balancer with { Servers = [.. balancer.Servers, new ServerStatistics(Deployed.Backend, "10_0_0_9_31000", status, 4, 0)] };
        SwapDecision decision = SwapRules.Decide(Deployed.View(Deployed.Pair(10, 1), more), All, timeIsUp: false);
        if (goesOn) Assert.Equal(["blue.00"], Assert.IsType<SwapDecision.Advance>(decision).Kill);
        else Assert.Equal("lb:9090 to list 11 servers in backend shop_10001, now 12", Assert.IsType<SwapDecision.Wait>(decision).Text);
    }

    [Fact]
    public void Decide_TooFewUp_Waits()
    {
        LoadBalancerView balancer = Deployed.Balancer(10, 1, 1);
        LoadBalancerView sick = balancer with { Servers = [.. balancer.Servers.Take(10), Deployed.Server("green", 0, "DOWN")] };
        SwapDecision.Wait wait = Waits(Deployed.View(Deployed.Pair(10, 1), sick));
        Assert.Equal((WaitReason.Health, "10 servers of shop_10001 UP at lb:9090, now 9"), (wait.For, wait.Text));
    }

    [Fact]
    public void Decide_ServersWithoutChecks_CountAsUp()
    {
        LoadBalancerView balancer = Deployed.Balancer(10, 1, 1);
        LoadBalancerView unchecked_ = balancer with { Servers = [.. balancer.Servers.Select(static server => server.IsUp ? server with { Status = "no check" } : server)] };
        Assert.Equal(["blue.00"], Advances(Deployed.View(Deployed.Pair(10, 1), unchecked_)).Kill);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Decide_DrainingTaskIsBusy_Waits(long sessions, long queued)
    {
        LoadBalancerView balancer = Deployed.Balancer(10, 1, 1);
        LoadBalancerView busy = balancer with { Servers = [Deployed.Server("blue", 0, "MAINT", sessions, queued), .. balancer.Servers.Skip(1)] };
        SwapDecision.Wait wait = Waits(Deployed.View(Deployed.Pair(10, 1), busy));
        Assert.Equal((WaitReason.Drain, "1 session on 1 draining task of /shop-blue"), (wait.For, wait.Text));
    }

    [Fact]
    public void Decide_BusyAtOneOfTwoLoadBalancers_IsNotDrained()
    {
        SwapView view = Deployed.View(Deployed.Pair(10, 1), Deployed.Balancer(10, 1, 1), Deployed.Balancer(10, 1, 1, busy: 2, name: "b:9090"));
        Assert.Equal(WaitReason.Drain, Waits(view).For);
        SwapDecision.Advance forced = Assert.IsType<SwapDecision.Advance>(SwapRules.Decide(view, All, timeIsUp: true));
        Assert.Equal(["blue.00"], forced.Kill);
        Assert.Equal(2, forced.Cut);
    }

    [Fact]
    public void Decide_SomeDrained_KillsThoseAndGrows()
    {
        LoadBalancerView balancer = Deployed.Balancer(9, 3, 2);
        LoadBalancerView mixed = balancer with { Servers = [Deployed.Server("blue", 0, "MAINT", 4), .. balancer.Servers.Skip(1)] };
        SwapDecision.Advance step = Advances(Deployed.View(Deployed.Pair(9, 3), mixed));
        Assert.Equal(["blue.01"], step.Kill);
        Assert.Equal((5, 0L), (step.ScaleTo, step.Cut));
    }

    [Fact]
    public void Decide_NothingToDrainYet_GrowsAtOnce()
    {
        SwapDecision.Advance step = Advances(Deployed.View(Deployed.Pair(8, 2), Deployed.Balancer(8, 2, 0)));
        Assert.Empty(step.Kill);
        Assert.Equal(3, step.ScaleTo);
    }

    [Fact]
    public void Decide_AllOfTheOldDrained_DeletesIt()
    {
        SwapDecision.Delete delete = Assert.IsType<SwapDecision.Delete>(
            SwapRules.Decide(Deployed.View(Deployed.Pair(5, 10), Deployed.Balancer(5, 10, 5)), All, timeIsUp: false));
        Assert.Equal((5, 0L), (delete.Tasks.Count, delete.Cut));
    }

    [Fact]
    public void Decide_OldHasNoTasksLeft_DeletesIt() =>
        Assert.IsType<SwapDecision.Delete>(SwapRules.Decide(Deployed.View(Deployed.Pair(0, 10), Deployed.Balancer(0, 10, 0)), All, timeIsUp: false));

    /// <summary>A kill of some would be the last scaling, and turn the load balancer round.</summary>
    [Fact]
    public void Decide_NewIsCompleteAndOldPartlyDrained_WaitsForAll()
    {
        LoadBalancerView balancer = Deployed.Balancer(5, 10, 5, busy: 1);
        SwapView view = Deployed.View(Deployed.Pair(5, 10), balancer with { Servers = [Deployed.Server("blue", 0, "MAINT"), .. balancer.Servers.Skip(1)] });
        Assert.Equal("4 sessions on 5 draining tasks of /shop-blue", Waits(view).Text);
        SwapDecision.Delete forced = Assert.IsType<SwapDecision.Delete>(SwapRules.Decide(view, All, timeIsUp: true));
        Assert.Equal((5, 4L), (forced.Tasks.Count, forced.Cut));
    }

    [Fact]
    public void Decide_CompleteAppIsDrained_GetsOneInstanceMore()
    {
        System.Text.Json.Nodes.JsonObject blue = Deployed.Json("blue", 4);
        blue["versionInfo"] = new System.Text.Json.Nodes.JsonObject { ["lastScalingAt"] = "2026-03-01T00:00:00Z" };
        DeployedPair apps = new(DeployedApp.Of(blue), Deployed.App("green", 10));
        LoadBalancerView turned = new("lb:9090", 2, [.. Enumerable.Range(0, 4).Select(static i => Deployed.Server("blue", i)), .. Enumerable.Range(0, 10).Select(static i => Deployed.Server("green", i, i < 4 ? "MAINT" : "UP"))]);
        SwapDecision.Advance step = Advances(Deployed.View(apps, turned));
        Assert.Empty(step.Kill);
        Assert.Equal(11, step.ScaleTo);
    }

    /// <summary>Our load balancer keeps an added server in maintenance until its task is healthy.</summary>
    [Fact]
    public void Decide_NewTasksNotInTrafficYet_Waits()
    {
        LoadBalancerView fresh = new("lb:9090", 2, [.. Enumerable.Range(0, 10).Select(static i => Deployed.Server("blue", i)), Deployed.Server("green", 0, "MAINT")]);
        SwapDecision.Wait wait = Waits(Deployed.View(Deployed.Pair(10, 1), fresh));
        Assert.Equal((WaitReason.Health, "1 task of /shop-green UP, now 0"), (wait.For, wait.Text));
    }

    [Fact]
    public void Decide_HybridHasItsSplit_IsFinishedWithoutAskingLoadBalancers() =>
        Assert.IsType<SwapDecision.Finished>(SwapRules.Decide(Deployed.View(Deployed.Pair(8, 2)), new SwapGoal(10, 2, 0), timeIsUp: false));

    [Fact]
    public void Decide_HybridFullyGrown_KillsTheRestOnly()
    {
        SwapDecision decision = SwapRules.Decide(Deployed.View(Deployed.Pair(9, 2), Deployed.Balancer(9, 2, 1)), new SwapGoal(10, 2, 0), timeIsUp: false);
        SwapDecision.Advance step = Assert.IsType<SwapDecision.Advance>(decision);
        Assert.Equal((1, (int?)null), (step.Kill.Count, step.ScaleTo));
    }

    [Fact]
    public void Decide_LoadBalancerDrainsTheAppThatStays_ScalesItToTurnThatRound()
    {
        // complete-prev in the middle of a deploy: green was scaled last, so blue, which is to stay, drains.
        DeployedPair back = Deployed.Pair(9, 2).Reversed;
        SwapDecision.Advance step = Advances(Deployed.View(back, Deployed.Balancer(9, 2, 1)));
        Assert.Empty(step.Kill);
        Assert.Equal(10, step.ScaleTo);
    }

    [Fact]
    public void Decide_TimeIsUpAndNothingDrains_IsStuck()
    {
        SwapView view = Deployed.View(Deployed.Pair(5, 10), Deployed.Balancer(5, 10, 0));
        Assert.Equal("the load balancers to drain a task of /shop-blue", Waits(view).Text);
        Assert.Equal("the load balancers to drain a task of /shop-blue", Assert.IsType<SwapDecision.Stuck>(SwapRules.Decide(view, All, timeIsUp: true)).Text);
    }

    [Fact]
    public void Decide_TaskBeingKilled_IsNotKilledAgain()
    {
        System.Text.Json.Nodes.JsonObject json = Deployed.Json("blue", 10);
        json["tasks"]![0]!["state"] = "TASK_KILLING";
        json["instances"] = 9;
        SwapView view = Deployed.View(new DeployedPair(DeployedApp.Of(json), Deployed.App("green", 2)), Deployed.Balancer(10, 2, 2));
        Assert.Equal(["blue.01"], Advances(view).Kill);
    }

    [Fact]
    public void Decide_HostNames_AreFoundByTheAddressThatTheLoadBalancerHas()
    {
        System.Text.Json.Nodes.JsonObject json = Deployed.Json("blue", 1, target: 1);
        json["tasks"]![0]!["host"] = "agent-1.example.com";
        DeployedPair apps = new(DeployedApp.Of(json), Deployed.App("green", 1, target: 1));
        LoadBalancerView Named(string name) => new("lb", 2, [new ServerStatistics(Deployed.Backend, name, "MAINT", 0, 0), Deployed.Server("green", 0)]);
        SwapGoal one = new(1, 0, 0);
        Assert.IsType<SwapDecision.Delete>(SwapRules.Decide(Deployed.View(apps, Named("agent-1_example_com_10_9_9_9_31000")), one, timeIsUp: false));
        Assert.IsType<SwapDecision.Wait>(SwapRules.Decide(Deployed.View(apps, Named("agent-1_example_com_1_10_9_9_9_31000")), one, timeIsUp: false));
    }

    private static SwapDecision.Wait Waits(SwapView view) => Assert.IsType<SwapDecision.Wait>(SwapRules.Decide(view, All, timeIsUp: false));

    private static SwapDecision.Advance Advances(SwapView view) => Assert.IsType<SwapDecision.Advance>(SwapRules.Decide(view, All, timeIsUp: false));
}
