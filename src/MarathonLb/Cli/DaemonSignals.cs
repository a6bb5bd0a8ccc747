using System.Runtime.InteropServices;
using MarathonLb.Haproxy;
using MarathonLb.Http;

namespace MarathonLb.Cli;

/// <summary>The signals of a daemon (spec, section 5): HUP fetches everything, USR1 validates and reloads the file as it is.</summary>
internal static class DaemonSignals
{
    /// <summary>SIGHUP.</summary>
    public static PosixSignalRegistration OnHangUp(IInstance instance) => On(PosixSignal.SIGHUP, instance.RequestRefresh);

    /// <summary>SIGUSR1; .NET takes a raw number where it has no name.</summary>
    public static PosixSignalRegistration OnUser1(IInstance instance) => On((PosixSignal)NativeMethods.SignalUser1, instance.RequestReload);

    private static PosixSignalRegistration On(PosixSignal signal, Action action) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    });
}
