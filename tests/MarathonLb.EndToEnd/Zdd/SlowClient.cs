using System.Net;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>
/// Keeps some slow requests under way at all times. A task that is killed before it is drained cuts one: the simulator's tasks end at once here, and
/// HAProxy can't repeat a request that a server has taken.
/// </summary>
internal sealed class SlowClient : IAsyncDisposable
{
    private const int Callers = 6;
    private const string Path = "/slow?ms=250";

    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _failures = [];
    private readonly Task[] _callers;
    private long _good;

    private SlowClient(int port, string host) =>
        _callers = [.. Enumerable.Range(0, Callers).Select(_ => CallAsync(new Uri($"http://127.0.0.1:{port}{Path}"), host))];

    /// <summary>Starts calling.</summary>
    public static SlowClient Start(int port, string host) => new(port, host);

    /// <summary>Asserts that no request has failed.</summary>
    public async Task NeverFailedAsync(Func<string> log)
    {
        long target = Interlocked.Read(ref _good) + Callers;
        await Eventually.IsTrueAsync(() => Interlocked.Read(ref _good) >= target, () => $"slow answers; failures: {Failures}");
        Assert.True(Failures.Length == 0, $"failed slow requests:\n{Failures}\n{log()}");
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

    private async Task CallAsync(Uri url, string host)
    {
        using SocketsHttpHandler handler = new() { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero };
        using HttpClient client = new(handler) { Timeout = TimeSpan.FromSeconds(10) };
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using HttpRequestMessage request = new(HttpMethod.Get, url);
                request.Headers.Host = host;
                using HttpResponseMessage response = await client.SendAsync(request, _stop.Token);
                if (response.StatusCode == HttpStatusCode.OK) Interlocked.Increment(ref _good);
                else Fail($"status {(int)response.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                if (!_stop.IsCancellationRequested) Fail(e.InnerException?.Message ?? e.Message);
            }
        }
    }

    private void Fail(string reason)
    {
        lock (_failures) _failures.Add($"{DateTime.UtcNow:mm:ss.fff} {reason}");
    }
}
