using MarathonLb.Cli.EntryPoint;
using MarathonLb.Haproxy;

namespace MarathonLb.Cli;

/// <summary>The environment variables that our HAProxy gets: what our default HEAD and the Lua shims find us by; an operator's own values win.</summary>
internal static class HaproxyEnvironment
{
    /// <summary>Sets them for us and all our children.</summary>
    /// <param name="run">Where our sockets are.</param>
    /// <param name="adminAllow">Who may use our own paths.</param>
    /// <param name="container">What the container's entry point says; null outside of one.</param>
    public static void Set(RunDirectory run, string adminAllow, EntryPointPlan? container)
    {
        foreach ((string name, string value) in container?.HaproxyVariables ?? []) Set(name, value);
        Set("MLB_HTTP_SOCK", run.HttpSocket);
        Set("MLB_STATE_FILE", run.StateFile);
        Set("MLB_STATS_SOCKET", Path.Combine(run.Folder, "stats.sock"));
        Set("MLB_ADMIN_ALLOW", adminAllow);

        // Where no log daemon runs, HAProxy would complain of each line it can't log; nobody listens to these datagrams, and nobody complains.
        if (!File.Exists("/dev/log")) Set("MLB_LOG", "127.0.0.1:514");
    }

    private static void Set(string name, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name))) Environment.SetEnvironmentVariable(name, value);
    }
}
