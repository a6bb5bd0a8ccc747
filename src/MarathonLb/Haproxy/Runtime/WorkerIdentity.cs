using System.Globalization;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// Whom a connection talks to. One that was opened before a reload stays with the old worker without a word (haproxy.md, section 2), so what was learnt or
/// changed there says nothing about the new one.
/// </summary>
/// <param name="Pid">The worker's process id.</param>
/// <param name="Version">Its version, which may differ from that of the program on disk.</param>
internal readonly record struct WorkerIdentity(int Pid, HaproxyVersion Version)
{
    /// <summary>When its process started, to the second; before it read its configuration. The beginning of time if it does not say.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Reads it from <c>show info</c>; null if that is something else.</summary>
    public static WorkerIdentity? Parse(string info)
    {
        int pid = 0;
        long started = 0;
        HaproxyVersion? version = null;
        foreach (ReadOnlySpan<char> line in info.AsSpan().EnumerateLines())
        {
            if (line.StartsWith("Pid: ", StringComparison.Ordinal)) _ = int.TryParse(line[5..], NumberStyles.None, CultureInfo.InvariantCulture, out pid);
            if (line.StartsWith("Start_time_sec: ", StringComparison.Ordinal)) _ = long.TryParse(line[16..], NumberStyles.None, CultureInfo.InvariantCulture, out started);
            if (line.StartsWith("Version: ", StringComparison.Ordinal)) version = HaproxyVersion.Parse($"HAProxy version {line[9..]}");
        }

        return pid > 0 && version is HaproxyVersion known ? new WorkerIdentity(pid, known) { Started = Moment(started) } : null;
    }

    private static DateTimeOffset Moment(long seconds) => seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;
}
