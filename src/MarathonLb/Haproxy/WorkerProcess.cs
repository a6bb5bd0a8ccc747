namespace MarathonLb.Haproxy;

/// <summary>A process in the master's table.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Reloads">Reloads that it has lived through.</param>
/// <param name="Uptime">How long it has been running.</param>
internal readonly record struct WorkerProcess(int Pid, int Reloads, TimeSpan Uptime);
