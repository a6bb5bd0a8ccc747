using System.Globalization;

namespace MarathonLb.Haproxy;

/// <summary>HAProxy's processes, as its master tells them (management manual, "show proc").</summary>
/// <param name="Master">The master; its reloads count those that were tried.</param>
/// <param name="FailedReloads">Reloads that failed since the last good one.</param>
/// <param name="Workers">Workers that take new connections: one, but for moments.</param>
/// <param name="OldWorkers">Workers that only finish their sessions.</param>
internal sealed record ProcessTable(WorkerProcess Master, int FailedReloads, WorkerProcess[] Workers, WorkerProcess[] OldWorkers)
{
    /// <summary>All process ids, the master's first.</summary>
    public int[] Pids => [Master.Pid, .. Workers.Select(static worker => worker.Pid), .. OldWorkers.Select(static worker => worker.Pid)];

    /// <summary>
    /// Reads the answer of <c>show proc</c>:
    /// <code>
    /// #&lt;PID&gt;          &lt;type&gt;          &lt;reloads&gt;       &lt;uptime&gt;        &lt;version&gt;
    /// 1599            master          3 [failed: 1]   0d00h00m04s     2.6.12-1+deb12u4
    /// # workers
    /// 1630            worker          1               0d00h00m02s     2.6.12-1+deb12u4
    /// # old workers
    /// 1582            worker          2               0d00h00m04s     2.6.12-1+deb12u4
    /// </code>
    /// </summary>
    /// <returns>Null if there is no master in it.</returns>
    public static ProcessTable? Parse(string answer)
    {
        WorkerProcess? master = null;
        int failed = 0;
        List<WorkerProcess> workers = [];
        List<WorkerProcess> old = [];
        List<WorkerProcess>? section = null;
        foreach (string line in answer.Split('\n'))
        {
            if (line.StartsWith('#'))
            {
                section = line.Trim() switch { "# workers" => workers, "# old workers" => old, _ => null };
                continue;
            }

            if (ParseLine(line, out string type, out int failures) is not WorkerProcess process) continue;
            if (type == "master") (master, failed) = (process, failures);
            else if (type == "worker") section?.Add(process);
        }

        // After a reload that failed, 3.2 lists the worker that goes on serving among the old ones (haproxy.md, section 2). It must not be ended as one.
        if (workers.Count == 0 && old.Count > 0)
        {
            WorkerProcess serving = old.MinBy(static worker => worker.Reloads);
            old.Remove(serving);
            workers.Add(serving);
        }

        return master is WorkerProcess found ? new ProcessTable(found, failed, [.. workers], [.. old]) : null;
    }

    private static WorkerProcess? ParseLine(string line, out string type, out int failed)
    {
        type = "";
        failed = 0;
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 4 || !Number(words[0], out int pid) || !Number(words[2], out int reloads)) return null;
        type = words[1];
        int uptime = 3;
        if (words[3] == "[failed:" && words.Length >= 6)
        {
            Number(words[4].TrimEnd(']'), out failed);
            uptime = 5;
        }

        return new WorkerProcess(pid, reloads, Uptime(words[uptime]));
    }

    /// <summary><c>1d02h03m04s</c>.</summary>
    private static TimeSpan Uptime(string text)
    {
        string[] parts = text.Split(['d', 'h', 'm', 's'], StringSplitOptions.RemoveEmptyEntries);
        int[] numbers = new int[4];
        for (int i = 0; i < Math.Min(4, parts.Length); i++)
        {
            if (!Number(parts[i], out numbers[i])) return TimeSpan.Zero;
        }

        return new TimeSpan(numbers[0], numbers[1], numbers[2], numbers[3]);
    }

    private static bool Number(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
