using MarathonLb.Haproxy;
using MarathonLb.Zdd;

namespace MarathonLb.Cli;

/// <summary>Checks what was parsed and makes a <see cref="ZddInvocation"/> of it.</summary>
internal static class ZddOptionsReader
{
    /// <summary>More tasks than any app has.</summary>
    private const int MostInstances = 1_000_000;

    /// <summary>The options, or null with every problem listed, one line each.</summary>
    public static ZddInvocation? Read(ParsedArguments arguments, EnvironmentSettings environment, out IReadOnlyList<string> problems)
    {
        OptionValues values = new(arguments);
        foreach (OptionSpec required in new[] { ZddFlags.Marathon, ZddFlags.MarathonLb, ZddFlags.Json })
        {
            if (!values.Has(required)) values.Problems.Add($"{required}: is required; write {required.Name} {required.ValueName}");
        }

        ZddInvocation invocation = new(Deploy(values), DirectOptionsReader.Marathon(values, environment, ZddFlags.Marathon), LoggingOptionsReader.Read(values));
        foreach (string file in invocation.Marathon.Addresses.Select(static address => address.FilePath).OfType<string>())
        {
            values.Problems.Add($"{ZddFlags.Marathon} file:{file}: a file can't deploy anything; write http://HOST:PORT or https://HOST:PORT");
        }

        problems = values.Problems;
        return problems.Count == 0 ? invocation : null;
    }

    private static ZddOptions Deploy(OptionValues values)
    {
        string output = values.Text(ZddFlags.Output) ?? ZddFlags.Output.Default!;
        if (output is not ("text" or "json")) values.Problems.Add($"{ZddFlags.Output}: '{output}' is no format; write text or json");
        if (values.Has(ZddFlags.CompletePrev) && values.Has(ZddFlags.RollbackOnTimeout))
        {
            values.Problems.Add($"{ZddFlags.RollbackOnTimeout}: goes back to the previous app, and so does {ZddFlags.CompletePrev}; leave one of them out");
        }

        return new ZddOptions
        {
            AppFile = values.ReadableFile(ZddFlags.Json) ?? "",
            LoadBalancers = [.. values.All(ZddFlags.MarathonLb).Select(text => Url(text, values.Problems)).OfType<Uri>()],
            DryRun = values.Has(ZddFlags.DryRun),
            Force = values.Has(ZddFlags.Force),
            StepDelay = values.Seconds(ZddFlags.StepDelay),
            InitialInstances = values.Number(ZddFlags.InitialInstances, 1, MostInstances),
            LinearIncrease = values.Number(ZddFlags.LinearIncrease, 0, MostInstances),
            Resume = values.Has(ZddFlags.Resume),
            MaxWait = values.Seconds(ZddFlags.MaxWait),
            NewInstances = values.Number(ZddFlags.NewInstances, 0, MostInstances),
            CompleteCur = values.Has(ZddFlags.CompleteCur),
            CompletePrev = values.Has(ZddFlags.CompletePrev),
            PreKillHook = Hook(values),
            RollbackOnTimeout = values.Has(ZddFlags.RollbackOnTimeout),
            JsonOutput = output == "json",
        };
    }

    private static Uri? Url(string text, List<string> problems)
    {
        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url!.Host.Length > 0) return url;
        string shown = text.Contains('@', StringComparison.Ordinal) ? "the URL" : $"'{text}'";
        problems.Add($"{ZddFlags.MarathonLb}: {shown} is no address of a load balancer; write http://HOST:9090");
        return null;
    }

    /// <summary>A name without a folder is looked for on PATH.</summary>
    private static string? Hook(OptionValues values)
    {
        if (values.Text(ZddFlags.PreKillHook) is not { Length: > 0 } hook) return null;
        string? program = hook.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(hook) : ProgramFile.Find(hook, Environment.GetEnvironmentVariable("PATH"));
        if (program is not null && ProgramFile.IsExecutable(program)) return program;
        values.Problems.Add($"{ZddFlags.PreKillHook} {hook}: is no program that can be run; give the path of an executable file");
        return null;
    }
}
