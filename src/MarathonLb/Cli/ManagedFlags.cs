using static MarathonLb.Cli.OptionArity;

namespace MarathonLb.Cli;

/// <summary>The options that only the daemon (<c>sse</c>, <c>poll</c>, <c>run</c>) has, beside those of direct mode.</summary>
internal static class ManagedFlags
{
    private const string Daemon = "The daemon (sse, poll)";

    public static readonly OptionSpec RunDir = Added("--run-dir", "DIR", "Folder of sockets and pid files.", "/run/marathon-lb");
    public static readonly OptionSpec RefreshInterval = Added("--refresh-interval", "SECONDS", "How often everything is fetched again although no event came (a tenth more or less, at random).", "300");
    public static readonly OptionSpec PollInterval = Added("--poll-interval", "SECONDS", "poll: how often Marathon is asked. Also taken from POLL_INTERVAL.", "60");
    public static readonly OptionSpec EventWindow = Added("--event-window", "SECONDS", "Longest pause after a change, in which further events are collected: 2 ms for each event that was just acted on. A single event is acted on at once.", "0.5");
    public static readonly OptionSpec NoRuntimeUpdates = new("--no-runtime-updates", null, Flag, "", Daemon, "Reload HAProxy on every change, as the original does, instead of changing servers and map entries while it runs.") { Added = true };
    public static readonly OptionSpec DrainTimeout = Added("--drain-timeout", "SECONDS", "Longest that the sessions of a removed server may go on; it gets no new ones.", "300");
    public static readonly OptionSpec ReloadGap = Added("--reload-gap", "SECONDS", "Least time between two reloads of HAProxy; the first change is loaded at once.", "1");
    public static readonly OptionSpec Conflicts = Added("--conflicts", "first|all", "What becomes of a service that claims the port, or the vhost and path, of another: 'first' leaves them to the first in the file, 'all' prints both.", "first");
    public static readonly OptionSpec ReadyMaxAge = Added("--ready-max-age", "SECONDS", "/_mlb/ready answers 503 if the last good look at Marathon is older.", "180");
    public static readonly OptionSpec ShutdownGrace = Added("--shutdown-grace", "SECONDS", "For sessions to finish at the end; Docker kills after 10 s.", "8");
    public static readonly OptionSpec OldWorkerMaxAge = Added("--old-worker-max-age", "SECONDS", "An old HAProxy worker that still has sessions is ended at this age.", "3600");
    public static readonly OptionSpec OldWorkersMax = Added("--old-workers-max", "N", "Most old HAProxy workers; the oldest is ended, but none younger than a minute.", "10");
    public static readonly OptionSpec OldWorkerMinAge = Added("--old-worker-min-age", "SECONDS", "No old HAProxy worker is ended before this age.", "60");
    public static readonly OptionSpec RestartPause = Added("--restart-pause", "SECONDS", "Pause before a HAProxy that died twice is started again; it doubles up to a minute. The first time there is none.", "1");
    public static readonly OptionSpec RetryPause = Added("--retry-pause", "SECONDS", "Pause after a failed fetch; it grows by half up to a minute.", "3");
    public static readonly OptionSpec AdminAllow = Added("--admin-allow", "NETWORKS", "Networks, separated by spaces, whose clients may read the configuration and use /_mlb… on port 9090.", "0.0.0.0/0 ::/0");

    public static readonly OptionSpec MaxDrop = Added("--max-drop", "PERCENT", "Hold an answer of Marathon's that would take out more of the servers than this, and 5 or more, while no event explains it; the last good state serves. 100 holds nothing but an empty list of apps.", "50");
    public static readonly OptionSpec MaxDropHold = Added("--max-drop-hold", "SECONDS", "Apply it after so long of answers that agree, or when 'marathon-lb accept' says so.", "120");
    public static readonly OptionSpec EmptyHold = new("--empty-hold", null, One, "SECONDS|never", Daemon, "The same for an empty list of apps. Without this option: never in sse, 600 in poll.") { Added = true };

    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        RunDir, RefreshInterval, PollInterval, EventWindow, NoRuntimeUpdates, DrainTimeout, ReloadGap, Conflicts, ReadyMaxAge, ShutdownGrace, OldWorkerMaxAge, OldWorkersMax, OldWorkerMinAge,
        RestartPause, RetryPause, AdminAllow, MaxDrop, MaxDropHold, EmptyHold,
    ];

    private static OptionSpec Added(string name, string value, string help, string fallback) =>
        new(name, null, One, value, Daemon, help, fallback) { Added = true };
}
