using System.Diagnostics;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>
/// One run of <c>marathon-lb sse|poll</c>, as leader of a session and process group of its own (a container's <c>tini -g</c> signals the whole
/// group, which here must not be the tests'). Its log is kept for failure messages.
/// </summary>
internal sealed class DaemonRun : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly Task _reading;

    private DaemonRun(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardError), ReadAsync(process.StandardOutput));
    }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>What it said so far.</summary>
    public string Log
    {
        get
        {
            lock (_log) return string.Join('\n', _log);
        }
    }

    /// <summary>Starts marathon-lb. The environment is this process's few usual variables and those given.</summary>
    public static DaemonRun Start(IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment) =>
        StartProgram(PublishedBinary.File, [.. arguments, "--syslog-socket", "/dev/null"], folder, environment);

    /// <summary>Starts a program that starts marathon-lb.</summary>
    public static DaemonRun StartProgram(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        // Our own trampoline makes the session and then becomes the program, so the process id stays.
        ProcessStartInfo start = new(PublishedBinary.File, ["--in-new-session", program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder,
        };
        start.Environment.Clear();
        foreach (string name in Run.Inherited)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        }

        foreach ((string name, string value) in environment) start.Environment[name] = value;
        Process process = Process.Start(start) ?? throw new InvalidOperationException("marathon-lb did not start");
        process.StandardInput.Close();
        return new DaemonRun(process);
    }

    /// <summary>How often a text stands in the log.</summary>
    public int Count(string text)
    {
        lock (_log) return _log.Count(line => line.Contains(text, StringComparison.Ordinal));
    }

    /// <summary>Waits until a text stands in the log.</summary>
    public Task SaysAsync(string text, int times = 1) => Eventually.IsTrueAsync(() => Count(text) >= times, () => $"'{text}' in the log:\n{Log}");

    /// <summary>Signals the process alone.</summary>
    public void Signal(int signal) => _ = Signals.Kill(Pid, signal);

    /// <summary>Signals its whole process group, as <c>tini -g</c>, a terminal and systemd do.</summary>
    public void SignalGroup(int signal) => _ = Signals.Kill(-Pid, signal);

    /// <summary>Waits for the end.</summary>
    /// <param name="limit">Longest wait.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> EndAsync(TimeSpan limit)
    {
        using CancellationTokenSource deadline = new(limit);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"marathon-lb did not end within {limit.TotalSeconds} s; its log:\n{Log}");
        }

        // A HAProxy that lives on holds the pipe open.
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromMilliseconds(200)));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // Its HAProxy would outlive a harder end.
            Signal(Signals.Terminate);
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10))) _process.Kill();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is string line)
            {
                lock (_log) _log.Add($"{DateTime.UtcNow:mm:ss.fff} {line}");
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The pipe went with the process.
        }
    }
}
