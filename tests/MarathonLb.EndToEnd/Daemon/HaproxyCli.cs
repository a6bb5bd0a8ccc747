using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>What an operator does at HAProxy's socket.</summary>
internal static class HaproxyCli
{
    /// <summary>Sends one line and gives the answer.</summary>
    public static Task<string> AskAsync(string socket, string command) => new CliSocket(socket).AskAsync(command, TestContext.Current.CancellationToken);

    /// <summary>Sends one line to the HAProxy of a stack.</summary>
    public static Task<string> CommandAsync(this ManagedStack stack, string command) => AskAsync(stack.RuntimeSocket, command);

    /// <summary>The servers of a backend as HAProxy runs them, those that leave included.</summary>
    public static async Task<RunningServer[]> ServersAsync(this ManagedStack stack, string backend) =>
        [.. RunningServers.Parse(await stack.CommandAsync($"show servers state {backend}"))];

    /// <summary>The server of a task; null if HAProxy does not have it.</summary>
    public static async Task<RunningServer?> ServerOfAsync(this ManagedStack stack, string backend, MarathonSimulator.State.SimTask task) =>
        (await stack.ServersAsync(backend)).FirstOrDefault(server => server.Address == task.IpAddress && server.Port == task.ServingPorts[0]);
}
