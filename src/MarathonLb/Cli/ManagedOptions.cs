using MarathonLb.Cli.EntryPoint;
using MarathonLb.Config;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Guard;
using MarathonLb.Reconcile.Live;

namespace MarathonLb.Cli;

/// <summary>Everything that the daemon was told, checked.</summary>
/// <param name="Direct">What it shares with direct mode.</param>
/// <param name="RunDirectory">Folder of sockets and pid files.</param>
/// <param name="Loop">When it looks at Marathon.</param>
/// <param name="Live">How HAProxy is changed while it runs; null to reload on every change.</param>
/// <param name="ReloadGap">Least time between two reloads.</param>
/// <param name="Conflicts">What becomes of a service that claims what another one has.</param>
/// <param name="Supervisor">How HAProxy is kept running.</param>
/// <param name="Container">As the container's entry point: where it finds and puts things; null otherwise.</param>
/// <param name="AdminAllow">Networks that may use what is guarded on port 9090.</param>
internal sealed record ManagedOptions(
    DirectOptions Direct,
    string RunDirectory,
    LoopOptions Loop,
    LiveOptions? Live,
    TimeSpan ReloadGap,
    ConflictMode Conflicts,
    SupervisorOptions Supervisor,
    EntryPointPaths? Container,
    string AdminAllow)
{
    /// <summary>When a sudden loss of servers is believed.</summary>
    public required GuardOptions Guard { get; init; }
}
