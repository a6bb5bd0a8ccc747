using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.DirectMode;

/// <summary>A load balancer's node on which HAProxy checks configurations but never runs, and a simulated Marathon with one app.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly HaproxyProgram _haproxy;

    private Node(HaproxyProgram haproxy, Simulator simulator) => (_haproxy, Simulator) = (haproxy, simulator);

    public Simulator Simulator { get; }

    public Scratch Folder { get; } = new();

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    /// <summary>The configuration's path.</summary>
    public string ConfigFile => Folder["etc/haproxy.cfg"];

    public string Config => File.ReadAllText(ConfigFile);

    /// <summary>How often the reload command ran.</summary>
    public int Reloads => File.Exists(Folder["reloads"]) ? File.ReadAllLines(Folder["reloads"]).Length : 0;

    /// <summary>What is in the configuration's folder besides our memory.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Folder["etc"]).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    public static async Task<Node> StartAsync(string haproxy = "installed", SimulatorOptions? options = null)
    {
        Node node = new(HaproxyProgram.Named(haproxy), await Simulator.RunAsync(options));
        Directory.CreateDirectory(node.Folder["etc"]);
        node.Folder.Write("cert.pem", Certificate.For("node.test").Pem);
        await node.AddAsync("/web", ("VHOST", "web.test"));
        return node;
    }

    /// <summary>Deploys an app.</summary>
    public Task AddAsync(string id, params (string Name, string Value)[] labels)
    {
        AppBuilder app = new AppBuilder(id).Host(0).Instances(1).First("MODE", "http");
        foreach ((string name, string value) in labels) app.First(name, value);
        return Simulator.AddAsync(app.Build());
    }

    /// <summary>Sets a label of an app's first service.</summary>
    public Task LabelAsync(string id, string name, string value) =>
        Simulator.UpdateAsync(id, new JsonObject
        {
            ["labels"] = new JsonObject { ["HAPROXY_GROUP"] = "external", ["HAPROXY_0_MODE"] = "http", ["HAPROXY_0_" + name] = value },
        });

    /// <summary>Runs marathon-lb with the flags that it needs here, except those given.</summary>
    public Task<Run> RunAsync(params string[] arguments)
    {
        List<string> all = [.. arguments];
        AddUnlessGiven("--marathon", Simulator.BaseUri.ToString());
        AddUnlessGiven("--group", "external");
        AddUnlessGiven("--haproxy-config", ConfigFile);
        AddUnlessGiven("--haproxy-binary", _haproxy.File);
        AddUnlessGiven("--command", $"echo reload >> '{Folder["reloads"]}'");
        AddUnlessGiven("--max-reload-retries", "0");
        AddUnlessGiven("--ssl-certs", Folder["cert.pem"]);
        return PublishedBinary.RunAsync(Folder.Root, all, Environment);

        void AddUnlessGiven(string flag, string value)
        {
            if (!arguments.Contains(flag)) all.AddRange([flag, value]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        Folder.Dispose();
    }
}
