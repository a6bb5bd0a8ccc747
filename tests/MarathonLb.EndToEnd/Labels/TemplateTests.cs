using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>Templates from the environment, files and labels, in both dialects, and HAPROXY_TAIL.</summary>
public sealed class TemplateTests(TemplateTests.Apps apps) : IClassFixture<TemplateTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            plan.Environment["HAPROXY_BACKEND_HTTP_OPTIONS"] = "  option forwardfor\\n  http-response set-header X-From environment\\n";
            plan.Template("BACKEND_HTTP_OPTIONS", "  http-response set-header X-From file\n");
            plan.Template("BACKEND_STICKY_OPTIONS", "  cookie FROMFILE insert indirect nocache\n");
            plan.Template("BACKEND_HSTS_OPTIONS", "  http-response set-header X-Hsts classic\n");
            plan.Template(
                "BACKEND_HSTS_OPTIONS.liquid",
                "  http-response set-header X-Hsts \"{{ backend }} {% for server in service.servers %}<{{ server.host }}>{% endfor %}\"\n");
            int tail = plan.Port("tail");
            plan.Template("TAIL", $"\nlisten tail\n  bind 127.0.0.1:{tail}\n  mode http\n  http-request return status 200 content-type text/plain string tail\n");
            plan.Add("/plain", static app => app.Instances(2), ("VHOST", "plain.test"), ("STICKY", "true"), ("USE_HSTS", "true"));
            plan.Add("/label", ("VHOST", "label.test"), ("BACKEND_HTTP_OPTIONS", "  http-response set-header X-From label\n"));
            plan.Add(
                "/liquid",
                ("VHOST", "liquid.test"),
                ("BACKEND_HTTP_OPTIONS", "liquid:{% for i in (1..2) %}  http-response set-header X-From-{{ i }} {{ service.backend }}\n{% endfor %}"));
        }
    }

    [Theory, EachHaproxy]
    public async Task Template_FromTheEnvironment_WinsOverTheFile(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("plain.test");
        Assert.Equal("environment", answer.Header("X-From"));
        Assert.Equal("127.0.0.1", answer.Received("X-Forwarded-For"));
    }

    [Theory, EachHaproxy]
    public async Task Template_FromAFile_WinsOverTheDefault(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.StartsWith("FROMFILE=", (await stack.Http.GetAsync("plain.test")).Header("Set-Cookie"), StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task Template_FromALabel_HoldsForThatServiceOnly(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Assert.Equal("label", (await stack.Http.GetAsync("label.test")).Header("X-From"));
        Assert.Equal("environment", (await stack.Http.GetAsync("plain.test")).Header("X-From"));
    }

    [Theory, EachHaproxy]
    public async Task Liquid_FromAFile_SeesServiceAndServers(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        string hosts = string.Concat(stack.Simulator.Tasks("/plain").Select(task => $"<{task.Host}>").Order(StringComparer.Ordinal));
        Assert.Equal($"plain_{stack.Port("/plain")} {hosts}", (await stack.Http.GetAsync("plain.test")).Header("X-Hsts"));
    }

    [Theory, EachHaproxy]
    public async Task Liquid_FromALabel_Loops(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Answer answer = await stack.Http.GetAsync("liquid.test");
        Assert.Equal($"liquid_{stack.Port("/liquid")}", answer.Header("X-From-1"));
        Assert.Equal(answer.Header("X-From-1"), answer.Header("X-From-2"));
        Assert.Null(answer.Header("X-From"));
    }

    [Theory, EachHaproxy]
    public async Task RawLabels_Limited_LeavesTheOthersServicesOut(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        Run run = await stack.RunAsync("--dry", "--raw-labels", "/liquid");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("app /label: HAPROXY_0_BACKEND_HTTP_OPTIONS=", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\nbackend label_", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nbackend liquid_", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nbackend plain_", run.Output, StringComparison.Ordinal);

        run = await stack.RunAsync("--dry", "--raw-labels-deny", "http-response");
        Assert.Contains("'http-response' is denied to templates in labels here (--raw-labels-deny); the service is left out", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\nbackend liquid_", run.Output, StringComparison.Ordinal);
        Assert.Contains("\nbackend plain_", run.Output, StringComparison.Ordinal);
    }

    [Theory, EachHaproxy]
    public async Task Tail_Given_AddsASectionOfItsOwn(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        using HttpCaller tail = stack.Service("tail");
        Answer answer = await tail.GetAsync("any.test");
        Assert.Equal((200, "tail"), (answer.Status, answer.Body));
    }
}
