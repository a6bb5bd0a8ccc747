using System.Text.Json.Nodes;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>What a stack is to run. Everything that listens gets a free port, so stacks run side by side.</summary>
internal sealed class StackPlan(Scratch folder)
{
    private static int _stacks;

    public Scratch Folder { get; } = folder;

    /// <summary>
    /// A domain of this stack's own. Grouped HTTPS needs it: the abstract sockets between its frontends are named by the host and shared by
    /// all HAProxies of the machine.
    /// </summary>
    public string Domain { get; } = $"s{System.Environment.ProcessId}-{Interlocked.Increment(ref _stacks)}.test";

    /// <summary>Where the frontends of our default templates listen.</summary>
    public string Address { get; set; } = "127.0.0.1";

    public int HttpPort { get; } = FreePorts.Take();

    public int HttpsPort { get; } = FreePorts.Take();

    public int AppIdPort { get; } = FreePorts.Take();

    public int StatsPort { get; set; } = FreePorts.Take();

    public List<JsonObject> Apps { get; } = [];

    /// <summary>Flags besides those that every stack has.</summary>
    public List<string> Arguments { get; } = [];

    /// <summary>Environment variables of marathon-lb.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>Named service ports, for the tests to find.</summary>
    public Dictionary<string, int> Ports { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds an app of one HTTP task with host networking on a free service port, named by the app's id.</summary>
    /// <param name="id">The app's id.</param>
    /// <param name="labels">Its labels without <c>HAPROXY_0_</c>.</param>
    public void Add(string id, params (string Name, string Value)[] labels) => Add(id, static app => app.Instances(1), labels);

    /// <summary>Adds an app, with more than labels to say about it.</summary>
    public void Add(string id, Action<AppBuilder> more, params (string Name, string Value)[] labels)
    {
        AppBuilder app = new AppBuilder(id).Host(Port(id)).First("MODE", "http");
        foreach ((string name, string value) in labels) app.First(name, value);
        more(app);
        Apps.Add(app.Build());
    }

    /// <summary>A free port under a name.</summary>
    public int Port(string name) => Ports[name] = FreePorts.Take();

    /// <summary>Writes a template into the working directory's templates/.</summary>
    public void Template(string name, string text) => Folder.Write("templates/HAPROXY_" + name, text);

    /// <summary>One of our default templates.</summary>
    public static string Default(string name) => File.ReadAllText(Repository.PathOf("templates", "HAPROXY_" + name));

    /// <summary>Moves the frontends of our default templates away from 80, 443, 9091 and 9090; a template that the plan brought stays.</summary>
    public void MoveFrontends()
    {
        Move("HTTP_FRONTEND_HEAD", "*:80", HttpPort);
        Move("HTTPS_FRONTEND_HEAD", "*:443", HttpsPort);
        Move("HTTPS_GROUPED_FRONTEND_HEAD", "*:443", HttpsPort);
        Move("HTTP_FRONTEND_APPID_HEAD", "*:9091", AppIdPort);
        Move("HEAD", "*:9090", StatsPort);
    }

    private void Move(string name, string from, int port)
    {
        string file = Folder["templates/HAPROXY_" + name];
        if (File.Exists(file)) return;
        string text = Default(name);
        Assert.Contains(from, text, StringComparison.Ordinal);
        // The marker for HAPROXY_GLOBAL_DEFAULT_OPTIONS means something in the built-in template only.
        Template(name, text.Replace(from, $"{Address}:{port}", StringComparison.Ordinal)
            .Replace("@GLOBAL_DEFAULT_OPTIONS@", "  option redispatch 1\n  option http-server-close\n  option dontlognull", StringComparison.Ordinal));
    }
}
