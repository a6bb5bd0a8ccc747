using System.Runtime.InteropServices;
using MarathonLb.Haproxy;
using MarathonLb.Http;

namespace MarathonLb.Cli;

/// <summary>The signals of a daemon (spec, section 5): HUP fetches everything, USR1 validates and reloads the file as it is.</summary>
internal static class DaemonSignals
{
    /// <summary>Kept until the process ends: without a handler, a late one of these signals would turn exit code 0 into 129.</summary>
    private static PosixSignalRegistration[] _registrations = [];

    /// <summary>Hands both signals to an instance. .NET takes a raw number where it has no name.</summary>
    public static void Take(IInstance instance) =>
        _registrations = [.. _registrations, On(PosixSignal.SIGHUP, instance.RequestRefresh), On((PosixSignal)NativeMethods.SignalUser1, instance.RequestReload)];

    private static PosixSignalRegistration On(PosixSignal signal, Action action) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        action();
    });
}
