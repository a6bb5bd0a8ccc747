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
        foreach (string line in info.Split('\n'))
        {
            (string name, string value) = line.IndexOf(": ", StringComparison.Ordinal) is > 0 and int colon ? (line[..colon], line[(colon + 2)..]) : (line, "");
            if (name == "Pid") _ = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out pid);
            if (name == "Start_time_sec") _ = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out started);
            if (name == "Version") version = HaproxyVersion.Parse($"HAProxy version {value}");
        }

        return pid > 0 && version is HaproxyVersion known ? new WorkerIdentity(pid, known) { Started = Moment(started) } : null;
    }

    private static DateTimeOffset Moment(long seconds) =>
        seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;
}
