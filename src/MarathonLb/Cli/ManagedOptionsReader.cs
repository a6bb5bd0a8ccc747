using MarathonLb.Apps.Labels;
using MarathonLb.Config;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Live;

namespace MarathonLb.Cli;

/// <summary>Checks what was parsed and makes <see cref="ManagedOptions"/> of it.</summary>
internal static class ManagedOptionsReader
{
    private const string Never = "never";

    /// <summary>Every option that the daemon takes.</summary>
    public static IReadOnlyList<OptionSpec> Flags { get; } = [.. DirectFlags.All, .. ManagedFlags.All];

    /// <summary>The options, or null with every problem listed, one line each.</summary>
    /// <param name="events">True for sse, false for poll.</param>
    /// <param name="arguments">What was parsed.</param>
    /// <param name="environment">The environment variables that act as options.</param>
    /// <param name="problems">What is wrong.</param>
    public static ManagedOptions? Read(bool events, ParsedArguments arguments, EnvironmentSettings environment, out IReadOnlyList<string> problems)
    {
        if (DirectOptionsReader.Read(arguments, environment, out problems) is not DirectOptions direct) return null;
        OptionValues values = new(arguments);
        TimeSpan refresh = values.Seconds(events ? ManagedFlags.RefreshInterval : ManagedFlags.PollInterval, events ? null : environment.PollInterval);
        string allow = values.Text(ManagedFlags.AdminAllow) ?? ManagedFlags.AdminAllow.Default!;
        if (!LabelValues.NetworkList(allow, out _, out LabelProblem problem)) values.Problems.Add($"{ManagedFlags.AdminAllow}: {problem.Reason}; {problem.Advice}");
        string conflicts = values.Text(ManagedFlags.Conflicts) ?? ManagedFlags.Conflicts.Default!;
        if (conflicts is not ("first" or "all")) values.Problems.Add($"{ManagedFlags.Conflicts}: '{conflicts}' can't be used; write first or all");
        ManagedOptions options = new(
            direct,
            Path.GetFullPath(values.Text(ManagedFlags.RunDir) ?? ManagedFlags.RunDir.Default!),
            new LoopOptions
            {
                Events = events,
                RefreshInterval = refresh,
                EventWindow = values.Seconds(ManagedFlags.EventWindow),
                RetryPause = values.Seconds(ManagedFlags.RetryPause),
                ReadyMaxAge = TimeSpan.FromTicks(Math.Max(values.Seconds(ManagedFlags.ReadyMaxAge).Ticks, events ? 0 : refresh.Ticks * 3)),
            },
            values.Has(ManagedFlags.NoRuntimeUpdates) ? null : new LiveOptions { DrainTimeout = values.Seconds(ManagedFlags.DrainTimeout) },
            values.Seconds(ManagedFlags.ReloadGap),
            conflicts == "all" ? ConflictMode.Tell : ConflictMode.First,
            new SupervisorOptions
            {
                Ourselves = Environment.ProcessPath ?? "/proc/self/exe",
                ConfigFile = direct.Files.ConfigFile,
                RestartPause = values.Seconds(ManagedFlags.RestartPause),
                ShutdownGrace = values.Seconds(ManagedFlags.ShutdownGrace),
                OldWorkerMaxAge = values.Seconds(ManagedFlags.OldWorkerMaxAge),
                OldWorkersMax = values.Number(ManagedFlags.OldWorkersMax, 0, 1000),
                OldWorkerMinAge = values.Seconds(ManagedFlags.OldWorkerMinAge),
            },
            null,
            allow)
        {
            Guard = new GuardOptions
            {
                MaxDrop = values.Number(ManagedFlags.MaxDrop, 0, 100),
                MaxDropHold = values.Seconds(ManagedFlags.MaxDropHold),
                EmptyHold = EmptyHold(values, events),
            },
        };
        if (refresh < TimeSpan.FromMilliseconds(100) && values.Problems.Count == 0) values.Problems.Add($"{(events ? ManagedFlags.RefreshInterval : ManagedFlags.PollInterval)}: is too short; give 0.1 seconds or more");
        if (direct.Dry) values.Problems.Add($"{DirectFlags.Dry}: the daemon has no dry run; leave out the word sse or poll to print the configuration once");
        if (direct.Services.SslCertsGiven) AddUnreadable(direct.Services.SslCerts, values.Problems);
        problems = values.Problems;
        return problems.Count == 0 ? options : null;
    }

    /// <summary>Where events tell of each change, only they can make an empty list believable; a poll has nothing but the list.</summary>
    private static TimeSpan? EmptyHold(OptionValues values, bool events) =>
        (values.Text(ManagedFlags.EmptyHold) ?? (events ? Never : "600")) is Never ? null : values.Seconds(ManagedFlags.EmptyHold, "600");

    /// <summary>HAProxy runs here, so what it is to read must be here too; it takes folders of certificates as well.</summary>
    private static void AddUnreadable(IEnumerable<string> certificates, List<string> problems)
    {
        foreach (string file in certificates)
        {
            if (!Directory.Exists(file) && OptionValues.WhyUnreadable(file) is string reason)
            {
                problems.Add($"{DirectFlags.SslCerts}: {reason.TrimEnd('.')}; give readable PEM files with certificate and key");
            }
        }
    }
}
