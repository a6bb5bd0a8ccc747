using System.Text;
using MarathonLb.Apps;
using MarathonLb.Asking.Routing;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Asking;

/// <summary>What route says is what HAProxy does, for every pair of many hosts and paths by HTTP and HTTPS, in each shape of the configuration.</summary>
public sealed class RouteTests
{
    private static readonly (string, string) Password = ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("ali:open sesame")));

    public static TheoryData<string, string> Shapes()
    {
        TheoryData<string, string> shapes = [];
        foreach (HaproxyProgram haproxy in HaproxyProgram.All)
        {
            foreach (string flags in new[] { "", "--haproxy-map", "--group-https-by-vhost", "--group-https-by-vhost --haproxy-map" }) shapes.Add(haproxy.Name, flags);
        }

        return shapes;
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task Route_EveryHostAndPath_IsWhatHaproxyDoes(string haproxy, string flags)
    {
        StackPlan? planned = null;
        await using Stack stack = await Stack.StartAsync(haproxy, plan => RoutedApps.Plan(planned = plan, flags.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        ConfigText config = new(stack.Config, MapOf(stack, "domain2backend.map"), MapOf(stack, "app2backend.map"), static _ => null);
        Dictionary<string, string> apps = planned!.Ports.ToDictionary(static port => Names.OfBackend(port.Key, port.Value), static port => port.Key, StringComparer.Ordinal);
        List<string> wrong = [];
        int asked = 0;
        using HttpCaller http = new(planned.HttpPort, keepAlive: true);
        foreach (string host in RoutedApps.Hosts(planned))
        {
            using HttpCaller https = new(planned.HttpsPort, host, keepAlive: true);
            foreach ((HttpCaller caller, string scheme, int port) in new[] { (http, "http", planned.HttpPort), (https, "https", planned.HttpsPort) })
            {
                foreach (string path in RoutedApps.Paths)
                {
                    string url = $"{scheme}://{host}:{port}{path}";
                    RouteAnswer route = RouteTracer.Trace(config, RouteRequest.Parse(url, [])!, url);
                    asked++;
                    string said = Said(route, apps);
                    string? done = await DoneAsync(caller, $"{host}:{port}", path, route.NeedsPassword);
                    if (said != done) wrong.Add($"{url}: route says {said}, HAProxy does {done}\n{string.Join('\n', route.Steps)}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(10)) + $"\n({wrong.Count} of {asked})");
        Assert.True(asked > 300);
    }

    [Fact]
    public async Task Route_CommandLine_NamesRuleAppAndWhatComesTooLate()
    {
        StackPlan? planned = null;
        await using Stack stack = await Stack.StartAsync("installed", plan => RoutedApps.Plan(planned = plan));
        string[] source = ["--marathon", stack.Simulator.BaseUri.ToString(), "--group", "external", "--conflicts", "all"];

        Run run = await Run.ProgramAsync(PublishedBinary.File, ["route", $"http://shared.{planned!.Domain}:{planned.HttpPort}/b/deep", .. source], stack.Folder.Root);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains($"backend: d_{stack.Port("/d")}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains($"of app /d, service port {stack.Port("/d")}, default template HAPROXY_HTTP_FRONTEND_ACL_WITH_PATH", run.Output, StringComparison.Ordinal);
        Assert.Contains($"of app /z, service port {stack.Port("/z")}", run.Output[run.Output.IndexOf("comes too late", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.DoesNotContain("\e", run.Output, StringComparison.Ordinal);
    }

    private static string Said(RouteAnswer route, Dictionary<string, string> apps) => route.Outcome switch
    {
        "backend" => apps[route.Backend!],
        "redirect" => $"301 {route.Location}",
        "nothing" => route.Reason.Split(' ')[^1],
        _ => route.Outcome,
    };

    private static async Task<string?> DoneAsync(HttpCaller caller, string host, string path, bool needsPassword)
    {
        try
        {
            if ((await caller.GetAsync(host, path)).Status == 401 != needsPassword) return $"{(needsPassword ? "no question" : "a question")} for a password";
            Answer answer = await caller.GetAsync(host, path, Password);
            return answer.App ?? (answer.Status == 301 ? $"301 {answer.Header("Location")}" : $"{answer.Status}");
        }
        catch (HttpRequestException e) when (e.InnerException is IOException)
        {
            // "HAProxy closes the connection"
            return "connection";
        }
    }

    private static string MapOf(Stack stack, string file) => File.Exists(stack.Folder[file]) ? stack.Folder.Read(file) : "";
}
