using System.CommandLine;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonSimulator.CommandLine;

/// <summary>Writes the document that GET /v2/apps?embed=apps.tasks would answer to a file.</summary>
internal static class WriteCommand
{
    public static readonly Option<int> TasksPerApp = new("--tasks-per-app") { Description = "tasks of each made-up app", DefaultValueFactory = _ => 5 };
    public static readonly Option<int> Seed = new("--seed") { Description = "another seed makes other apps", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Count = new("--big") { Description = "how many made-up apps", Required = true };
    private static readonly Option<string> Out = new("--out") { Description = "the file", Required = true };

    public static Command Create()
    {
        var command = new Command("write", "Writes a document of made-up apps to a file, for dry runs and benchmarks.") { Count, TasksPerApp, Seed, Out };
        command.SetAction(async (parsed, cancel) =>
        {
            var apps = BigCluster.Make(parsed.GetValue(Count), parsed.GetValue(TasksPerApp), parsed.GetValue(Seed));
            await using var file = File.Create(parsed.GetRequiredValue(Out));
            await AppsDocument.WriteAsync(file, apps.Select(app => app.Render(withTasks: true)), cancel);
            return 0;
        });
        return command;
    }
}
