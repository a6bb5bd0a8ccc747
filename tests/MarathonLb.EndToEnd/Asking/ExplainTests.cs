using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Asking;

/// <summary>What explain says is what HAProxy does: exposed services answer, others don't.</summary>
public sealed class ExplainTests
{
    private const string OwnRule = "  acl host_{cleanedUpHostname} hdr(host),field(1,:) -i {hostname}\n  use_backend {backend} if host_{cleanedUpHostname}\n";

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
            plan.Add("/own", ("VHOST", $"own.{plan.Domain}"), ("HTTP_FRONTEND_ACL", OwnRule));
            PlanHidden(plan);
        });
        string[] run = ["--run-dir", stack.RunFolder];
        string web = (await Run.ProgramAsync(PublishedBinary.File, ["explain", "web", .. run])).Output;
        Assert.Contains(": exposed: ", web, StringComparison.Ordinal);
        Assert.Contains($"lines: ", web, StringComparison.Ordinal);
        Assert.Contains("not exposed: HAPROXY_0_ENABLED is false [disabled]", (await Run.ProgramAsync(PublishedBinary.File, ["explain", "/off", .. run])).Output, StringComparison.Ordinal);

        Run unknown = await Run.ProgramAsync(PublishedBinary.File, ["explain", "/wbe", .. run]);
        Assert.Equal((1, "there is no app /wbe; did you mean /web?\n"), (unknown.ExitCode, unknown.Output));

        string backend = $"web_{stack.Plan.Ports["/web"]}";
        Run route = await Run.ProgramAsync(PublishedBinary.File, ["route", $"http://web.{stack.Plan.Domain}:{stack.Plan.HttpPort}/x", .. run]);
        Assert.True(route.ExitCode == 0, route.ToString());
        Assert.Contains($"the servers of {backend} answer", route.Output, StringComparison.Ordinal);
        Assert.Contains($"    of app /web, service port {stack.Plan.Ports["/web"]}, default template HAPROXY_HTTP_FRONTEND_ACL\n", route.Output, StringComparison.Ordinal);

        Run json = await Run.ProgramAsync(PublishedBinary.File, ["route", $"own.{stack.Plan.Domain}:{stack.Plan.HttpPort}", "--format", "json", .. run]);
        JsonNode step = Assert.Single(JsonNode.Parse(json.Output)!["steps"]!.AsArray())!;
        Assert.Equal(stack.Config.Split('\n')[(int)step["line"]! - 1].Trim(), (string?)step["text"]);
        Assert.Equal($"app /own, service port {stack.Plan.Ports["/own"]}, label HAPROXY_0_HTTP_FRONTEND_ACL", (string?)step["owner"]);

        Run header = await Run.ProgramAsync(PublishedBinary.File, ["route", $"http://any.test:{stack.Plan.AppIdPort}/", "--header", "X-Marathon-App-Id: /web", .. run]);
        Assert.Contains($"the servers of {backend} answer", header.Output, StringComparison.Ordinal);
    }

    /// <summary>What only a running instance knows: what HAProxy said, and who else has a port.</summary>
    [Fact]
    public async Task Explain_RejectedAndPortTaken_AreTold()
    {
        int taken = FreePorts.Take();
        using TcpListener other = new(IPAddress.Any, taken);
        other.Start();
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", plan =>
        {
            plan.Add("/web", ("VHOST", $"web.{plan.Domain}"));
            plan.Add("/rejected", ("BACKEND_HTTP_OPTIONS", "  no-such-word\n"));
            plan.Apps.Add(new AppBuilder("/taken").Host(taken).First("MODE", "http").Instances(1).Build());
        });
        await stack.Daemon.SaysAsync("is taken by another process");
        await stack.Daemon.SaysAsync("HAProxy rejects service port");

        string rejected = (await Run.ProgramAsync(PublishedBinary.File, ["explain", "/rejected", "--run-dir", stack.RunFolder])).Output;
        Assert.Contains($"not exposed: HAProxy rejects service port {stack.Plan.Ports["/rejected"]}: unknown keyword 'no-such-word'", rejected, StringComparison.Ordinal);
        Assert.Contains("; the service is left out [rejected]\n", rejected, StringComparison.Ordinal);
        Assert.Contains("finding: app /rejected: HAPROXY_0_BACKEND_HTTP_OPTIONS: ", rejected, StringComparison.Ordinal);

        string port = (await Run.ProgramAsync(PublishedBinary.File, ["explain", "/taken", "--run-dir", stack.RunFolder])).Output;
        Assert.Contains($"  port 0 (service port {taken}): not exposed: ", port, StringComparison.Ordinal);
        Assert.Contains("is taken by another process; the service is left out [port-taken]\n", port, StringComparison.Ordinal);
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
