using System.Diagnostics;
using System.Net;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>
/// Asks one virtual host again and again, half over connections that are kept and half over fresh ones, about 30 times a second per caller, and
/// notes every request that is not answered 200.
/// </summary>
internal sealed class SteadyClient : IAsyncDisposable
{
    /// <summary>About 120 requests a second.</summary>
    private const int FewCallers = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Uri _url;
    private readonly string _host;
    private readonly List<string> _failures = [];
    private readonly HashSet<string> _tasks = new(StringComparer.Ordinal);
    private readonly Task[] _callers;

    /// <summary>When each caller's request began, as <see cref="Stopwatch.GetTimestamp"/> tells; 0 between requests.</summary>
    private readonly long[] _underWaySince;
    private long _good;
    private long _lastFailure;

    private SteadyClient(int port, string host, int callers, string path)
    {
        (_url, _host) = (new Uri($"http://127.0.0.1:{port}{path}"), host);
        _underWaySince = new long[callers];
        _callers = [.. Enumerable.Range(0, callers).Select(CallAsync)];
    }

    /// <summary>Answers so far.</summary>
    public long Good => Interlocked.Read(ref _good);

    /// <summary>Starts calling.</summary>
    /// <param name="port">The frontend's port.</param>
    /// <param name="host">The virtual host.</param>
    /// <param name="callers">How many call at once.</param>
    /// <param name="path">What they ask for; a slow one keeps requests under way.</param>
    public static SteadyClient Start(int port, string host, int callers = FewCallers, string path = "/") => new(port, host, callers, path);

    /// <summary>Waits for so many more answers, so that what came before was surely under load.</summary>
    public async Task MoreAsync(int answers = 60)
    {
        long target = Interlocked.Read(ref _good) + answers;
        await Eventually.IsTrueAsync(() => Interlocked.Read(ref _good) >= target, () => $"{answers} more answers; failures: {Failures}");
    }

    /// <summary>Waits until no request is under way that began before, and forgets the tasks that answered: whoever is named from now on answered a request of now.</summary>
    public async Task ForgetTasksAsync()
    {
        long now = Stopwatch.GetTimestamp();
        await Eventually.IsTrueAsync(() => _underWaySince.All(since => since == 0 || since > now), () => $"the end of requests; failures: {Failures}");
        TakeTasks();
    }

    /// <summary>Asserts that no request has failed.</summary>
    /// <param name="log">Tells more if one has.</param>
    public async Task NeverFailedAsync(Func<string> log)
    {
        await MoreAsync();
        Assert.True(Failures.Length == 0, $"failed requests:\n{Failures}\nafter {Interlocked.Read(ref _good)} good ones; the log:\n{log()}");
    }

    /// <summary>Forgets failures: those of a moment in which they are allowed.</summary>
    public void Forgive()
    {
        lock (_failures) _failures.Clear();
    }

    /// <summary>Waits until all callers get answers again, asserts that it took no longer than allowed, and forgives the failures.</summary>
    /// <param name="start">When it was broken, as <see cref="Stopwatch.GetTimestamp"/> tells.</param>
    /// <param name="within">How long requests may fail.</param>
    /// <param name="log">Tells more if they fail for longer.</param>
    public async Task RecoversAsync(long start, TimeSpan within, Func<string> log)
    {
        await Eventually.IsTrueAsync(
            () => Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastFailure)) > TimeSpan.FromMilliseconds(500), () => $"recovery; failures:\n{Failures}\nthe log:\n{log()}");
        TimeSpan lasted = Stopwatch.GetElapsedTime(start, Math.Max(start, Interlocked.Read(ref _lastFailure)));
        Assert.True(lasted < within, $"requests failed for {lasted.TotalSeconds:0.0} s:\n{Failures}\nthe log:\n{log()}");
        Forgive();
    }

    /// <summary>The tasks that answered since the last call.</summary>
    public string[] TakeTasks()
    {
        lock (_tasks)
        {
            string[] taken = [.. _tasks];
            _tasks.Clear();
            return taken;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_callers);
        _stop.Dispose();
    }

    private string Failures
    {
        get
        {
            lock (_failures) return string.Join('\n', _failures);
        }
    }

    private async Task CallAsync(int caller)
    {
        bool keepAlive = caller % 2 == 0;
        using SocketsHttpHandler handler = new()
        {
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = keepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        };
        using HttpClient client = new(handler) { Timeout = TimeSpan.FromSeconds(5) };
        try
        {
            while (true)
            {
                Volatile.Write(ref _underWaySince[caller], Stopwatch.GetTimestamp());
                await CallOnceAsync(client);
                Volatile.Write(ref _underWaySince[caller], 0);
                await Task.Delay(Pause, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException && _stop.IsCancellationRequested)
        {
            // The end; HAProxy may have been stopped before us.
        }
    }

    private async Task CallOnceAsync(HttpClient client)
    {
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, _url);
            request.Headers.Host = _host;
            using HttpResponseMessage response = await client.SendAsync(request, _stop.Token);
            string body = await response.Content.ReadAsStringAsync(_stop.Token);
            if (response.StatusCode == HttpStatusCode.OK) Note(body);
            else Fail($"status {(int)response.StatusCode}");
        }
        catch (Exception e) when (!_stop.IsCancellationRequested && e is HttpRequestException or IOException or OperationCanceledException)
        {
            Fail(e.InnerException?.Message ?? e.Message);
        }
    }

    private void Note(string body)
    {
        Interlocked.Increment(ref _good);
        string? task = (string?)System.Text.Json.Nodes.JsonNode.Parse(body)?["task"];
        lock (_tasks) _tasks.Add(task ?? "");
    }

    private void Fail(string reason)
    {
        Interlocked.Exchange(ref _lastFailure, Stopwatch.GetTimestamp());
        lock (_failures) _failures.Add($"{DateTime.UtcNow:mm:ss.fff} {reason}");
    }
}
