namespace MarathonLb.Haproxy;

/// <summary>
/// HAProxy's master: lists its processes and reloads (management manual, "Master CLI"). HAProxy 2.7 and later answer a reload with its result; 2.6
/// closes at once and counts, so there the process table is watched until the count has moved.
/// </summary>
/// <param name="path">The master's socket.</param>
/// <param name="clock">Paces the watching.</param>
internal sealed class MasterCli(string path, TimeProvider clock)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>For HAProxy to parse the configuration and start a worker: 10,000 apps take 3 s on a busy machine (haproxy.md, section 3).</summary>
    private static readonly TimeSpan ReloadTimeout = TimeSpan.FromMinutes(2);

    private readonly CliSocket _socket = new(path);

    /// <summary>The processes, or null if the master does not answer now.</summary>
    public async Task<ProcessTable?> ShowProcessesAsync(CancellationToken cancellation)
    {
        try
        {
            return ProcessTable.Parse(await _socket.AskAsync("show proc", cancellation));
        }
        catch (IOException)
        {
            // While the master re-executes itself it refuses or resets connections for a moment.
            return null;
        }
    }

    /// <summary>Reloads and waits for the result. Calls must not overlap: the master would refuse all but one (haproxy.md, section 2).</summary>
    public async Task<ReloadResult> ReloadAsync(CancellationToken cancellation)
    {
        if (await ShowProcessesAsync(cancellation) is not ProcessTable before) return new ReloadResult(false, "the master does not answer");
        string answer;
        try
        {
            answer = await _socket.AskAsync("reload", cancellation);
        }
        catch (IOException)
        {
            answer = "";
        }

        if (answer.StartsWith("Success=1", StringComparison.Ordinal)) return ReloadResult.Good;
        if (answer.StartsWith("Success=0", StringComparison.Ordinal)) return new ReloadResult(false, WhatMatters(answer));
        return await WatchAsync(before, cancellation);
    }

    /// <summary>HAProxy 2.6: waits until the master has tried, and looks whether it counts a failure.</summary>
    private async Task<ReloadResult> WatchAsync(ProcessTable before, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < ReloadTimeout)
        {
            if (await ShowProcessesAsync(cancellation) is ProcessTable now && now.Master.Reloads > before.Master.Reloads)
            {
                return now.FailedReloads == 0 ? ReloadResult.Good : new ReloadResult(false, null);
            }

            await Task.Delay(LookInterval, clock, cancellation);
        }

        return new ReloadResult(false, $"no result within {ReloadTimeout.TotalSeconds:0} s");
    }

    /// <summary>The alerts of a start-up log.</summary>
    private static string WhatMatters(string log)
    {
        string[] alerts = [.. log.Split('\n').Where(static line => line.Contains("[ALERT]", StringComparison.Ordinal)).Select(static line => line.Trim())];
        return string.Join("; ", alerts.Take(5));
    }
}
