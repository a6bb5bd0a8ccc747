using static MarathonLb.Cli.OptionArity;

namespace MarathonLb.Cli;

/// <summary>Every option of <c>zdd</c>. The help prints them in this order.</summary>
internal static class ZddFlags
{
    private const string Deploy = "The deploy";
    private const string Pace = "Its pace";
    private const string State = "When two apps of the group are there";
    private const string Server = "Marathon";

    public static readonly OptionSpec Json = new("--json", 'j', One, "FILE", Deploy, "The app's definition: what would be posted to /v2/apps. Required.");
    public static readonly OptionSpec MarathonLb = new("--marathon-lb", 'l', OneOrMore, "URL", Deploy, "Statistics port of the load balancer, such as http://marathon-lb.marathon.mesos:9090. A name with several addresses stands for as many load balancers; all are asked. Required.");
    public static readonly OptionSpec DryRun = new("--dry-run", 'd', Flag, "", Deploy, "Print the definition and the steps; change nothing.");
    public static readonly OptionSpec Force = new("--force", 'f', Flag, "", Deploy, "Ask nothing.");
    public static readonly OptionSpec PreKillHook = new("--pre-kill-hook", null, One, "FILE", Deploy, "Program to call before draining tasks are killed, with the old app, the list of tasks and the new app as three JSON arguments. If it does not end with 0 nothing is killed and the deploy stops.");
    public static readonly OptionSpec NewInstances = new("--new-instances", 'n', One, "N", Deploy, "Stop with so many instances of the new app beside the rest of the old one (hybrid). 0: replace all.", "0");
    public static readonly OptionSpec RollbackOnTimeout = new("--rollback-on-timeout", null, Flag, "", Deploy, "If the new app does not become healthy within --max-wait, delete it and leave the old one as it was.") { Added = true };
    public static readonly OptionSpec Output = new("--output", null, One, "FORMAT", Deploy, "text, or json: one object per line on standard output, for pipelines.", "text") { Added = true };

    public static readonly OptionSpec StepDelay = new("--step-delay", 's', One, "SECONDS", Pace, "Pause between looks at Marathon and the load balancers.", "5");
    public static readonly OptionSpec MaxWait = new("--max-wait", 'w', One, "SECONDS", Pace, "Longest wait for sessions to end before a kill; then they are cut. Also how long Marathon's failures are put up with.", "300");
    public static readonly OptionSpec InitialInstances = new("--initial-instances", 'i', One, "N", Pace, "How many instances the new app starts with, at most as many as there are to be.", "1");
    public static readonly OptionSpec LinearIncrease = new("--linear-increase", null, One, "N", Pace, "How many instances the new app grows by in a step. 0: by half of what it has.", "0");

    public static readonly OptionSpec Resume = new("--resume", 'r', Flag, "", State, "Go on with a deploy that was interrupted.");
    public static readonly OptionSpec CompleteCur = new("--complete-cur", 'c', Flag, "", State, "Replace all of the previous app by the current one.");
    public static readonly OptionSpec CompletePrev = new("--complete-prev", 'p', Flag, "", State, "Replace all of the current app by the previous one: a rollback.");

    /// <summary>As elsewhere, but there is no default: a deploy to a guessed Marathon helps nobody.</summary>
    public static readonly OptionSpec Marathon = new("--marathon", 'm', OneOrMore, "URL", Server, "Where Marathon answers; several are tried in turn. Required.");

    /// <summary>Those that no other command has.</summary>
    public static IReadOnlyList<OptionSpec> Own { get; } =
    [
        Json, MarathonLb, DryRun, Force, PreKillHook, NewInstances, RollbackOnTimeout, Output,
        StepDelay, MaxWait, InitialInstances, LinearIncrease,
        Resume, CompleteCur, CompletePrev,
        Marathon,
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<OptionSpec> All { get; } =
    [
        .. Own, DirectFlags.MarathonCaCert, DirectFlags.MarathonInsecure,
        DirectFlags.AuthCredentials, DirectFlags.AuthCredentialFile, DirectFlags.DcosAuthCredentials,
        DirectFlags.LogLevel, DirectFlags.LogFormat, DirectFlags.SyslogSocket,
        DirectFlags.Help, DirectFlags.LongHelp, DirectFlags.Version,
    ];
}
