using System.Net.Sockets;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Asking;

/// <summary>What explain says is what HAProxy does: exposed services answer, others don't.</summary>
public sealed class ExplainTests
{
    [Fact]
    public async Task Explain_EveryApp_IsExposedIfItAnswers()
    {
        await using Stack stack = await Stack.StartAsync("installed", static plan =>
        {
            RoutedApps.Plan(plan);
            PlanHidden(plan);
        });
        string[] source = ["--marathon", stack.Simulator.BaseUri.ToString(), "--group", "external", "--format", "json"];
        Dictionary<string, string> rules = new(StringComparer.Ordinal);
        foreach (string id in new[] { "/a", "/b", "/g", "/i", "/z", "/off", "/foreign", "/idle", "/bad" })
        {
            Run run = await Run.ProgramAsync(PublishedBinary.File, ["explain", id, .. source], stack.Folder.Root);
            Assert.True(run.ExitCode == 0, run.ToString());
            JsonNode port = Assert.Single(JsonNode.Parse(run.Output)!["ports"]!.AsArray())!;
            rules[id] = (string)port["rule"]!;
            Assert.Equal(await AnswersAsync(stack, id), (bool)port["exposed"]!);
        }

        Assert.Equal(("disabled", "group", "no-tasks", "label", "exposed"), (rules["/off"], rules["/foreign"], rules["/idle"], rules["/bad"], rules["/a"]));
    }

    [Fact]
    public async Task ExplainAndRoute_RunningInstance_AnswerFromIt()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan =>
        {
            plan.Add("/web", ("VHOST", $"web.{plan.Domain}"));
            PlanHidden(plan);
        });
        string[] run = ["--run-dir", stack.RunFolder];
        string web = (await Run.ProgramAsync(PublishedBinary.File, ["explain", "web", .. run])).Output;
        Assert.Contains(": exposed: ", web, StringComparison.Ordinal);
        Assert.Contains($"lines: ", web, StringComparison.Ordinal);
        Assert.Contains("not exposed: HAPROXY_0_ENABLED is false [disabled]", (await Run.ProgramAsync(PublishedBinary.File, ["explain", "/off", .. run])).Output, StringComparison.Ordinal);

        Run unknown = await Run.ProgramAsync(PublishedBinary.File, ["explain", "/wbe", .. run]);
        Assert.Equal((1, "there is no app /wbe; did you mean /web?\n"), (unknown.ExitCode, unknown.Output));

        Run route = await Run.ProgramAsync(PublishedBinary.File, ["route", $"http://web.{stack.Plan.Domain}:{stack.Plan.HttpPort}/x", .. run]);
        Assert.True(route.ExitCode == 0, route.ToString());
        Assert.Contains($"the servers of web_{stack.Plan.Ports["/web"]} answer", route.Output, StringComparison.Ordinal);
    }

    private static void PlanHidden(StackPlan plan)
    {
        plan.Add("/off", ("ENABLED", "false"));
        plan.Add("/foreign", static app => app.Instances(1).Label("HAPROXY_GROUP", "internal"));
        plan.Add("/idle", static app => app.Instances(0));
        plan.Add("/bad", ("VHOST", "not a host"));
    }

    private static async Task<bool> AnswersAsync(Stack stack, string id)
    {
        try
        {
            using HttpCaller caller = stack.Service(id);
            return (await caller.GetAsync("any.test")).Seen == (200, id);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return false;
        }
    }
}
