using System.Globalization;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Changes of apps, tasks, labels, weights, vhosts and health, chosen by a seed. The changes of one batch concern different apps and happen at once.</summary>
/// <param name="simulator">Marathon.</param>
/// <param name="seed">Another seed, other changes.</param>
internal sealed class RandomChanges(Simulator simulator, int seed)
{
    private const int MostTasks = 5;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _ports = [];
    private int _hosts;

    /// <summary>What was done, for the failure message.</summary>
    public List<string> Done { get; } = [];

    /// <summary>Makes apps to begin with.</summary>
    public async Task PrepareAsync(int apps)
    {
        for (int i = 0; i < apps; i++) _ports[$"/app{i}"] = FreePorts.Take();
        await Task.WhenAll(_ports.Keys.Select(id => simulator.AddAsync(NewApp(id))));
    }

    /// <summary>Makes some changes, of an app each, and waits for Marathon to have carried them out.</summary>
    public async Task BatchAsync(int changes)
    {
        string[] apps = [.. _ports.Keys];
        _random.Shuffle(apps);
        await Task.WhenAll(apps.Take(changes).Select(ChangeAsync));
        await simulator.IdleAsync();
    }

    private Task ChangeAsync(string id)
    {
        SimTask[] tasks = simulator.Tasks(id);

        // A deployment waits for sick tasks for ever.
        bool wereSick = tasks.Any(static task => task.Alive == false);
        foreach (SimTask task in tasks) simulator.SetHealth(task.Id, alive: true);
        if (wereSick) return Note(id, "well again", Task.CompletedTask);
        switch (_random.Next(20))
        {
            case 0: return Note(id, "deleted and made anew", ReplaceAsync(id));
            case 1 or 2: return Note(id, "new vhost", simulator.UpdateAsync(id, Labels(Weight())));
            case 3 or 4: return Note(id, "new weight", simulator.UpdateAsync(id, Labels(Weight())));
            case 5 or 6: return Note(id, "restarted", simulator.RestartAsync(id));
            case 7 or 8 or 9: return Note(id, "health", Health(tasks));
            case 10 or 11: return Note(id, "crash", Crash(tasks));
            case 12 or 13: return Note(id, "task killed", simulator.KillTasksAsync(tasks.Take(1).Select(static task => task.Id)));
            case 14: return Note(id, "scaled to nothing and back", BlinkAsync(id));
            default: return Note(id, "scaled", simulator.ScaleAsync(id, 2 + _random.Next(MostTasks - 1)));
        }
    }

    private Task Note(string id, string what, Task change)
    {
        Done.Add($"{id} {what}");
        return change;
    }

    private async Task ReplaceAsync(string id)
    {
        JsonObject anew = NewApp(id);
        await simulator.DeleteAsync(id);
        await simulator.AddAsync(anew);
    }

    private async Task BlinkAsync(string id)
    {
        await simulator.ScaleAsync(id, 0);
        await simulator.ScaleAsync(id, 2);
    }

    /// <summary>One task stays well: a service without servers is not shown, and to show it again takes a reload.</summary>
    private Task Health(SimTask[] tasks)
    {
        foreach (SimTask task in tasks.Skip(1)) simulator.SetHealth(task.Id, alive: _random.Next(3) > 0);
        return Task.CompletedTask;
    }

    private Task Crash(SimTask[] tasks)
    {
        if (tasks.FirstOrDefault(static task => task.State == TaskStates.Running) is SimTask task) simulator.CrashTask(task.Id);
        return Task.CompletedTask;
    }

    private JsonObject NewApp(string id)
    {
        AppBuilder app = new AppBuilder(id).Host(_ports[id]).Instances(2 + _random.Next(3)).Check();
        JsonObject built = app.Build();
        built["labels"] = Labels(Weight())["labels"]!.DeepClone();
        return built;
    }

    private int Weight() => 1 + _random.Next(200);

    private JsonObject Labels(int weight) => new()
    {
        ["labels"] = new JsonObject
        {
            ["HAPROXY_GROUP"] = "external",
            ["HAPROXY_0_MODE"] = "http",
            ["HAPROXY_0_VHOST"] = string.Create(CultureInfo.InvariantCulture, $"h{++_hosts}.test"),
            ["HAPROXY_0_BACKEND_SERVER_OPTIONS"] = string.Create(
                CultureInfo.InvariantCulture, $"  server {{serverName}} {{host_ipv4}}:{{port}} id {{serverId}}{{cookieOptions}}{{healthCheckOptions}}{{otherOptions}} weight {weight}\n"),
        },
    };
}
