namespace MarathonLb.Haproxy;

/// <summary>
/// Whether HAProxy may open as many files as a configuration needs. <c>haproxy -c</c> does not look; a start or reload that asks for too many fails
/// (haproxy.md, section 2). Only a fixed maxconn can ask for too many: without one HAProxy takes what it may have.
/// </summary>
internal static class FileBudget
{
    /// <summary>Files for logs, pipes, the CLI and both sides of a reload.</summary>
    private const int Slack = 100;

    /// <summary>Why a configuration would not start here, or null if it would.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="listeners">How many addresses it listens on.</param>
    /// <param name="limit">How many files a process may open.</param>
    public static string? WhyTooLarge(ReadOnlySpan<byte> config, int listeners, ulong limit)
    {
        if (GlobalSection.Read(config) is not { StrictLimits: true, Maxconn: int maxconn }) return null;
        long needed = (2L * maxconn) + listeners + Slack;
        return (ulong)needed <= limit
            ? null
            : $"the global maxconn {maxconn} needs about {needed} open files, and a process may open {limit} here; raise the limit (ulimit -n) or lower maxconn in HAPROXY_HEAD";
    }

    /// <summary>How many files a process may open: the hard limit, since HAProxy raises the soft one itself.</summary>
    public static ulong Limit() =>
        NativeMethods.GetLimit(NativeMethods.LimitOfOpenFiles, out NativeMethods.Limit limit) == 0 ? limit.Hard : ulong.MaxValue;
}
