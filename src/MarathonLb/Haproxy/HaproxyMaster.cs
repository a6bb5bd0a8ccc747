using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Haproxy;

/// <summary>
/// A master process of HAProxy: one that we started, or one that an earlier marathon-lb left running on our sockets. The latter is taken over
/// instead of started beside it: two HAProxies would share the ports silently (haproxy.md, section 2).
/// </summary>
internal sealed partial class HaproxyMaster : IDisposable
{
    /// <summary>Lines of HAProxy's own words kept, to say why a reload failed: 2.6 tells it nowhere else.</summary>
    private const int KeptLines = 200;

    /// <summary>How often a master that is not our child is looked at.</summary>
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    private readonly Process _process;
    private readonly ILogger _logger;
    private readonly Queue<string> _words = new();

    private HaproxyMaster(Process process, ILogger logger)
    {
        _process = process;
        _logger = logger;
        Pid = process.Id;
        Ended = Task.CompletedTask;
    }

    /// <summary>Its process id.</summary>
    public int Pid { get; }

    /// <summary>Completes when the process is gone.</summary>
    public Task Ended { get; private init; }

    /// <summary>How it ended, in words; only after <see cref="Ended"/>.</summary>
    public string Ending { get; private set; } = "it is gone";

    /// <summary>Starts HAProxy in a session of its own.</summary>
    /// <param name="ourselves">Our own binary, which is the trampoline.</param>
    /// <param name="arguments">HAProxy and its arguments.</param>
    /// <param name="logger">Hears what HAProxy says.</param>
    public static HaproxyMaster Start(string ourselves, IReadOnlyList<string> arguments, ILogger logger)
    {
        ProcessStartInfo info = new(ourselves, [SessionTrampoline.Word, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment.Clear();
        foreach ((string name, string value) in ChildEnvironment.Current) info.Environment.Add(name, value);
        Process process = Process.Start(info) ?? throw new InvalidOperationException("the process did not start");
        process.StandardInput.Close();
        HaproxyMaster? master = null;
        Task reading = Task.CompletedTask;
        master = new HaproxyMaster(process, logger) { Ended = WaitAsync() };
        reading = master.ReadWordsAsync(process.StandardError);
        return master;

        async Task WaitAsync()
        {
            await process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAny(reading, Task.Delay(LookInterval));
            if (master is not null) master.Ending = process.ExitCode > 128 ? $"signal {process.ExitCode - 128}" : $"exit code {process.ExitCode}";
        }
    }

    /// <summary>Takes over a running master.</summary>
    public static HaproxyMaster? Adopt(int pid, ILogger logger)
    {
        try
        {
            Process process = Process.GetProcessById(pid);
            return new HaproxyMaster(process, logger) { Ended = WatchAsync(pid) };
        }
        catch (ArgumentException)
        {
            return null;
        }

        static async Task WatchAsync(int pid)
        {
            while (IsAlive(pid)) await Task.Delay(LookInterval);
        }
    }

    /// <summary>A process that ended stays as a zombie where its parent (in a container often nobody's) does not look after it.</summary>
    private static bool IsAlive(int pid)
    {
        try
        {
            // "pid (name) state …", and a name may hold parentheses (proc(5)).
            string status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>HAProxy's alerts since the last call, for the reason of a failed reload.</summary>
    public string TakeAlerts()
    {
        lock (_words)
        {
            string[] alerts = [.. _words.Where(static line => line.Contains("[ALERT]", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).Take(5)];
            _words.Clear();
            return string.Join("; ", alerts);
        }
    }

    /// <summary>Sends a signal.</summary>
    public void Signal(int signal) => _ = NativeMethods.Kill(Pid, signal);

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();

    private async Task ReadWordsAsync(StreamReader reader)
    {
        try
        {
            while (await reader.ReadLineAsync() is string line)
            {
                Log.Said(_logger, IsRoutine(line) ? LogLevel.Debug : LogLevel.Information, line);
                lock (_words)
                {
                    _words.Enqueue(line);
                    if (_words.Count > KeptLines) _words.Dequeue();
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process ended and its pipe with it.
        }
    }

    /// <summary>At each reload HAProxy says of every proxy that it stopped in the old worker: thousands of lines that mean nothing.</summary>
    private static bool IsRoutine(string line) =>
        line.Contains(" stopped (cumulated conns", StringComparison.Ordinal)
        || (line.Contains("Former worker", StringComparison.Ordinal) && line.Contains("exited with code 0", StringComparison.Ordinal))
        || line.Contains("[NOTICE]", StringComparison.Ordinal);

    private static partial class Log
    {
        [LoggerMessage(EventId = 4020, Message = "haproxy: {Line}")]
        public static partial void Said(ILogger logger, LogLevel level, string line);
    }
}
