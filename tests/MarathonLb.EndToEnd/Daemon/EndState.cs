using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Whether all agree: Marathon, the configuration on disk and the HAProxy that runs.</summary>
internal static class EndState
{
    /// <summary>Waits until they do.</summary>
    /// <param name="stack">The stack.</param>
    /// <param name="leaversGone">True to wait too until the servers that leave are deleted.</param>
    public static async Task IsRightAsync(this ManagedStack stack, bool leaversGone = false)
    {
        string difference = "";
        await Eventually.IsTrueAsync(
            async () => (difference = await DifferenceAsync(stack, leaversGone)).Length == 0,
            () => $"Marathon, file and HAProxy in agreement:\n{difference}\nthe log:\n{stack.Log}");
    }

    private static async Task<string> DifferenceAsync(ManagedStack stack, bool leaversGone)
    {
        string config = stack.Config;
        string[] wanted = [.. stack.Simulator.Tasks().Where(Serves).Select(static task => $"{task.IpAddress}:{task.ServingPorts[0]}").Order(StringComparer.Ordinal)];
        string[] written = [.. config.Split('\n').Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(static words => words is ["server", not "controller", ..]).Select(static words => words[2]).Order(StringComparer.Ordinal)];
        if (!wanted.SequenceEqual(written)) return $"Marathon has {string.Join(' ', wanted.Except(written))}, the file has {string.Join(' ', written.Except(wanted))}";
        try
        {
            HashSet<string> names = [.. config.Split('\n').Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(static words => words is ["server", ..]).Select(static words => words[1])];
            RunningState running = await RunningState.OfAsync(stack.RuntimeSocket, server => !leaversGone && !names.Contains(server.Name));
            RunningState fresh = await RunningState.OfFileAsync(stack.Haproxy, stack.Plan.Folder["haproxy.cfg"]);
            return running.DifferenceTo(fresh);
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }

    private static bool Serves(SimTask task) => task is { State: TaskStates.Running, Alive: not false };
}
