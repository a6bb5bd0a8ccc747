using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Control;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>Exit codes 0 to 7 (spec, section 8) as far as no load balancer is needed; 8 and 9 are in <see cref="RefusalTests"/>.</summary>
public sealed class ExitCodeTests : IAsyncLifetime
{
    private readonly Scratch _folder = new();
    private readonly ShopApp _app = new();
    private Simulator _marathon = null!;

    public async ValueTask InitializeAsync() => _marathon = await Simulator.RunAsync(new SimulatorOptions { TasksListen = false });

    public async ValueTask DisposeAsync()
    {
        await _marathon.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task FirstDeploy_Yes_Is0AndPrintsTheDefinitionSorted()
    {
        Run run = await RunAsync("");
        Assert.True(run.ExitCode == 0, $"{run}");
        string printed = run.Output[..(run.Output.IndexOf("\n}\n", StringComparison.Ordinal) + 2)];
        Assert.StartsWith("{\n  \"cmd\": \"./serve\",\n  \"healthChecks\": [\n    {\n", printed, StringComparison.Ordinal);
        Assert.EndsWith("Continue with deployment? [Y/n] ", run.Output, StringComparison.Ordinal);
        Assert.Equal("/shop-blue", (string?)JsonNode.Parse(printed)!["id"]);
        Assert.Equal(1, _marathon.AppCount);
    }

    [Theory]
    [InlineData("no\n")]
    [InlineData("maybe\nN\n")]
    public async Task FirstDeploy_No_Is1AndChangesNothing(string answer)
    {
        Run run = await RunAsync(answer);
        Assert.True(run.ExitCode == 1, $"{run}");
        Assert.Equal(0, _marathon.AppCount);
    }

    [Fact]
    public async Task DryRun_SecondDeploy_PrintsStepsAndChangesNothing()
    {
        await _marathon.AddAsync(Colour("blue"));
        Run run = await RunAsync("", "--dry-run");
        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Contains("step 1 would be: create /shop-green with 1 instance", run.Error, StringComparison.Ordinal);
        Assert.Contains("delete /shop-blue when all of it (1 task) is drained", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(_marathon.Requests, static request => request.Method != "GET");
    }

    [Fact]
    public async Task DeployUnderWay_WithoutAWord_Is2()
    {
        await _marathon.AddAsync(Colour("blue"));
        await _marathon.AddAsync(Colour("green"));
        Assert.Equal(2, (await RunAsync("", "-f")).ExitCode);
    }

    [Theory]
    [InlineData("--initial-instances", "0")]
    [InlineData("--complete-cur", "-f")]
    [InlineData("--complete-prev", "-f")]
    [InlineData("--pre-kill-hook", "/nowhere/hook")]
    public async Task Arguments_ThatDoNotFit_Are3(string first, string second) => Assert.Equal(3, (await RunAsync("", first, second)).ExitCode);

    [Fact]
    public async Task Definition_WithoutLabel_Is4BeforeAnybodyIsAsked()
    {
        JsonObject app = _app.Definition(2);
        app["labels"]!.AsObject().Remove("HAPROXY_DEPLOYMENT_ALT_PORT");
        Run run = await RunAsync("", app);
        Assert.Equal(4, run.ExitCode);
        Assert.Contains("labels.HAPROXY_DEPLOYMENT_ALT_PORT: is missing", run.Error, StringComparison.Ordinal);
        Assert.Empty(_marathon.Requests);
    }

    [Fact]
    public async Task LoadBalancer_Silent_Is5BeforeAnythingIsChanged()
    {
        await _marathon.AddAsync(Colour("blue"));
        Run run = await RunAsync("", "-f");
        Assert.Equal(5, run.ExitCode);
        Assert.Contains("connection refused", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, _marathon.AppCount);
    }

    [Fact]
    public async Task Marathon_Silent_Is6AfterTheLongestWait()
    {
        await _marathon.StopListeningAsync();
        Run run = await RunAsync("", "-f", "--max-wait", "1");
        Assert.Equal(6, run.ExitCode);
        Assert.Contains("connection refused; tried for 1 s", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marathon_WantsCredentials_GetsThemOr6()
    {
        await using Simulator guarded = await Simulator.RunAsync(new SimulatorOptions { TasksListen = false, BasicAuth = "user:secret" });
        Run refused = await RunAsync("", "-f", "-m", guarded.BaseUri.ToString());
        Assert.Equal(6, refused.ExitCode);
        string file = _folder.Write("credentials", "user:secret\n");
        Run run = await RunAsync("", "-f", "-m", guarded.BaseUri.ToString(), "--marathon-auth-credential-file", file);
        Assert.True(run.ExitCode == 0, $"{run}");
        Assert.Equal(1, guarded.AppCount);
    }

    [Fact]
    public async Task Marathon_RefusesTheApp_Is7()
    {
        _marathon.Misbehave(new FaultRule(FaultKind.Status) { Target = FaultTarget.Writes, Status = 422 });
        Run run = await RunAsync("", "-f");
        Assert.Equal(7, run.ExitCode);
        Assert.Contains("creating /shop-blue: Marathon answers HTTP 422", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marathon_FailsFirst_IsAskedAgain()
    {
        _marathon.Misbehave(new FaultRule(FaultKind.Status) { Target = FaultTarget.All, Status = 503, Count = 1 });
        _marathon.Misbehave(new FaultRule(FaultKind.Status) { Target = FaultTarget.Writes, Status = 502, Count = 1 });
        Assert.Equal(0, (await RunAsync("", "-f")).ExitCode);
        Assert.Equal(1, _marathon.AppCount);
    }

    [Theory]
    [InlineData("zdd")]
    [InlineData("zdd.py")]
    [InlineData("bluegreen_deploy")]
    [InlineData("bluegreen_deploy.py")]
    public async Task CalledName_OfTheOriginal_IsZdd(string name)
    {
        string link = _folder[name];
        File.CreateSymbolicLink(link, PublishedBinary.File);
        Run run = await Run.ProgramAsync(link, ["--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("usage: marathon-lb zdd -j FILE", run.Output, StringComparison.Ordinal);
    }

    private JsonObject Colour(string colour) => new MarathonSimulator.Generators.AppBuilder($"/shop-{colour}").Host(_app.Ports).Instances(2)
        .Label("HAPROXY_DEPLOYMENT_GROUP", "shop").Label("HAPROXY_DEPLOYMENT_COLOUR", colour).Build();

    private Task<Run> RunAsync(string input, params string[] more) => RunAsync(input, _app.Definition(2), more);

    /// <summary>With an empty input the answer is the end of it, but for an Enter where nobody says --force.</summary>
    private Task<Run> RunAsync(string input, JsonObject app, params string[] more)
    {
        string file = _folder.Write("shop.json", app.ToJsonString());
        string[] marathon = more.Contains("-m") ? [] : ["-m", _marathon.BaseUri.ToString()];
        string[] words = ["zdd", "-j", file, .. marathon, "-l", $"http://127.0.0.1:{FreePorts.Take()}", "--syslog-socket", "/dev/null", .. more];
        _folder.Write("input", input.Length == 0 ? "\n" : input);
        string script = _folder.Script("run", $"exec '{PublishedBinary.File}' {string.Join(' ', words)} < '{_folder["input"]}'");
        return Run.ProgramAsync(script, []);
    }
}
