using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonSimulator.Generators;

namespace MarathonSimulator.CommandLine;

/// <summary>The command that runs a simulator until it is told to end.</summary>
internal static class SimulatorCommand
{
    private static readonly Option<string> Address = new("--address") { Description = "address of the API", DefaultValueFactory = _ => "127.0.0.1" };
    private static readonly Option<int> Port = new("--port") { Description = "port of the API; 0 takes a free one", DefaultValueFactory = _ => 8080 };
    private static readonly Option<FileInfo[]> Apps = new("--apps")
    {
        Description = "JSON file with apps; those that list tasks are taken as they are, others are deployed",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Sample = new("--sample") { Description = "deploy this many of the twelve sample apps" };
    private static readonly Option<int> Big = new("--big") { Description = "add this many made-up apps" };
    private static readonly Option<string> BigListen = YesNo("--big-listen", "no", "whether the tasks of --big listen");
    private static readonly Option<string> TasksListen = YesNo("--tasks-listen", "yes", "whether tasks on 127.0.0.0/8 listen");
    private static readonly Option<string?> TaskNetwork = new("--task-network") { Description = "first two octets of task addresses, for example 127.42" };
    private static readonly Option<string?> BasicAuth = new("--basic-auth") { Description = "demand basic authentication, user:password" };
    private static readonly Option<FileInfo?> LoginKey = new("--login-key") { Description = "demand a DC/OS token; PEM file with the public key of logins" };
    private static readonly Option<int> Staging = new("--staging-ms") { Description = "TASK_STAGING to TASK_RUNNING", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Healthy = new("--healthy-ms") { Description = "TASK_RUNNING to healthy", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Kill = new("--kill-ms") { Description = "TASK_KILLING to the end of the listener", DefaultValueFactory = _ => 1000 };
    private static readonly Option<string> Form = new("--form") { Description = "speak as Marathon 1.8 or 0.11", DefaultValueFactory = _ => "1.8" };

    public static RootCommand Create()
    {
        Form.AcceptOnlyFromAmong("1.8", "0.11");
        var root = new RootCommand("Speaks Marathon's API, deploys, publishes events and runs tasks on 127.0.0.0/8. Control routes: /sim/.")
        {
            Address, Port, Apps, Sample, Big, WriteCommand.TasksPerApp, WriteCommand.Seed, BigListen, TasksListen, TaskNetwork,
            BasicAuth, LoginKey, Staging, Healthy, Kill, Form,
        };
        root.Subcommands.Add(WriteCommand.Create());
        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancel)
    {
        try
        {
            await using var simulator = await Simulator.RunAsync(ReadOptions(parsed));
            await FillAsync(simulator, parsed);
            Console.WriteLine(simulator.BaseUri);
            Console.Error.WriteLine($"{simulator.AppCount} apps, {simulator.Tasks().Length} tasks; Ctrl-C ends");
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (e is IOException or JsonException or FormatException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"marathon-simulator: {e.Message}");
            return 1;
        }

        return 0;
    }

    private static SimulatorOptions ReadOptions(ParseResult parsed) => new()
    {
        Address = parsed.GetRequiredValue(Address),
        Port = parsed.GetRequiredValue(Port),
        TasksListen = parsed.GetValue(TasksListen) == "yes",
        TaskNetwork = parsed.GetValue(TaskNetwork),
        BasicAuth = parsed.GetValue(BasicAuth),
        LoginPublicKeyPem = parsed.GetValue(LoginKey) is { } file ? File.ReadAllText(file.FullName) : null,
        Form = parsed.GetValue(Form) == "0.11" ? MarathonForm.V011 : MarathonForm.V18,
        Delays = new TaskDelays
        {
            Staging = parsed.GetRequiredValue(Staging),
            Healthy = parsed.GetRequiredValue(Healthy),
            KillGrace = parsed.GetRequiredValue(Kill),
        },
    };

    private static async Task FillAsync(Simulator simulator, ParseResult parsed)
    {
        simulator.Load(
            BigCluster.Make(parsed.GetValue(Big), parsed.GetValue(WriteCommand.TasksPerApp), parsed.GetValue(WriteCommand.Seed)),
            listen: parsed.GetValue(BigListen) == "yes");
        foreach (var file in parsed.GetValue(Apps) ?? [])
        {
            await using var stream = file.OpenRead();
            await simulator.LoadAsync(await JsonNode.ParseAsync(stream), parsed.GetValue(TasksListen) == "yes");
        }

        await Task.WhenAll(SampleApps.Dozen().Take(parsed.GetValue(Sample)).Select(simulator.AddAsync));
    }

    private static Option<string> YesNo(string name, string otherwise, string description)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => otherwise };
        option.AcceptOnlyFromAmong("yes", "no");
        return option;
    }
}
