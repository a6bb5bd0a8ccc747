using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>Asks one vhost every 2 ms, one request at a time, and notes which task answered when.</summary>
internal sealed class Prober : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Dictionary<string, (long First, long Last)> _tasks = new(StringComparer.Ordinal);
    private readonly Task _running;

    /// <summary>Starts asking.</summary>
    public Prober(Uri url, string host) => _running = RunAsync(url, host);

    /// <summary>Requests so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Requests that were not answered 200.</summary>
    public int Failed { get; private set; }

    /// <summary>When a task first answered (when its answer was there), and when a request that it answered was last sent; null if it never did.</summary>
    public (long First, long Last)? Find(string task)
    {
        lock (_tasks) return _tasks.TryGetValue(task, out (long, long) seen) ? seen : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(Uri url, string host)
    {
        using PeriodicTimer timer = new(Interval);
        while (!_stop.IsCancellationRequested)
        {
            await AskAsync(url, host);
            await timer.WaitForNextTickAsync();
        }
    }

    private async Task AskAsync(Uri url, string host)
    {
        long sent = Stopwatch.GetTimestamp();
        Requests++;
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, url);
            request.Headers.Host = host;
            using HttpResponseMessage response = await _client.SendAsync(request);
            if (response.StatusCode == HttpStatusCode.OK) Note((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())?["task"] ?? "", sent);
            else Failed++;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            Failed++;
        }
    }

    private void Note(string task, long sent)
    {
        lock (_tasks) _tasks[task] = (_tasks.TryGetValue(task, out (long First, long Last) seen) ? seen.First : Stopwatch.GetTimestamp(), sent);
    }
}
