using System.Net;
using System.Text.Json;
using MarathonLb.Marathon.Json;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Marathon;

/// <summary>
/// Asks Marathon. Of several hosts it tries each in turn, beginning with the one that answered last, until one gives a whole and
/// understandable answer.
/// </summary>
internal sealed partial class MarathonClient : IAppSource, IAppLookup, IDisposable
{
    private readonly MarathonClientOptions _options;
    private readonly MarathonTransport _transport;
    private readonly ILogger<MarathonClient> _log;

    /// <summary>The host that answered last.</summary>
    private int _current;

    /// <summary>Kept between answers for what it remembers; taken out while in use.</summary>
    private SnapshotReader? _reader;

    /// <exception cref="IOException">The CA file can't be used.</exception>
    public MarathonClient(MarathonClientOptions options, ILogger<MarathonClient> log)
    {
        if (options.Hosts.Count == 0) throw new ArgumentException("There is no Marathon to ask.", nameof(options));
        _options = options;
        _transport = new MarathonTransport(options);
        _log = log;
    }

    /// <summary>The host that answered last, where the next question goes first.</summary>
    public MarathonAddress Current => _options.Hosts[Volatile.Read(ref _current)];

    /// <inheritdoc/>
    public async Task<MarathonSnapshot> FetchAppsAsync(CancellationToken cancellation)
    {
        SnapshotReader reader = Interlocked.Exchange(ref _reader, null) ?? new SnapshotReader(remembers: _options.AsksAgain);
        try
        {
            return await AskAsync(
                (host, limit) => GetAsync(host, "v2/apps?embed=apps.tasks", (body, end) => reader.ReadAsync(body, host.Name, end), limit),
                cancellation);
        }
        finally
        {
            _reader = reader;
        }
    }

    /// <inheritdoc/>
    public Task<MarathonApp?> FetchAppAsync(string appId, CancellationToken cancellation)
    {
        string id = string.Join('/', appId.TrimStart('/').Split('/').Select(Uri.EscapeDataString));
        return AskAsync((host, limit) => FetchAppAsync(host, id, limit), cancellation);
    }

    /// <summary>Tries the hosts in turn.</summary>
    /// <param name="ask">Asks one host.</param>
    /// <param name="cancellation">Ends the asking.</param>
    /// <exception cref="MarathonUnreachableException">No host gave an answer.</exception>
    public async Task<T> AskAsync<T>(Func<MarathonAddress, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        List<HostFailure> failures = [];
        int first = Volatile.Read(ref _current);
        for (int i = 0; i < _options.Hosts.Count; i++)
        {
            int index = (first + i) % _options.Hosts.Count;
            MarathonAddress host = _options.Hosts[index];
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(_options.AnswerTimeout);
            try
            {
                T answer = await ask(host, limit.Token);
                if (Interlocked.Exchange(ref _current, index) != index) Log.Moved(_log, host.Name);
                return answer;
            }
            catch (Exception failure) when (FailureReason.IsExpected(failure))
            {
                failures.Add(new HostFailure(host.Name, FailureReason.Of(failure), failure));
            }
            catch (OperationCanceledException failure) when (!cancellation.IsCancellationRequested)
            {
                failures.Add(new HostFailure(host.Name, $"its answer took more than {FailureReason.Seconds(_options.AnswerTimeout)}", failure));
            }

            Log.Failed(_log, host.Name, failures[^1].Reason);
        }

        throw new MarathonUnreachableException(failures);
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private async Task<MarathonApp?> FetchAppAsync(MarathonAddress host, string id, CancellationToken cancellation)
    {
        try
        {
            return await GetAsync(host, $"v2/apps/{id}?embed=app.tasks", ReadAppAsync, cancellation);
        }
        catch (MarathonStatusException answer) when (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private static async Task<MarathonApp?> ReadAppAsync(Stream body, CancellationToken cancellation)
    {
        try
        {
            AppAnswer? answer = await JsonSerializer.DeserializeAsync(body, MarathonJson.Default.AppAnswer, cancellation);
            return answer?.App ?? throw new MarathonAnswerException("the answer has no \"app\"");
        }
        catch (JsonException failure)
        {
            throw new MarathonAnswerException($"the answer is not the document {{\"app\":{{…}}}} that was asked for: {Excerpt.Of(failure.Message)}", failure);
        }
    }

    private async Task<T> GetAsync<T>(
        MarathonAddress host,
        string resource,
        Func<Stream, CancellationToken, Task<T>> read,
        CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await _transport.SendAsync(host, HttpMethod.Get, resource, body: null, cancellation);
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellation);
        await using PatientStream patient = new(body, _options.ReadTimeout);
        try
        {
            return await read(patient, cancellation);
        }
        catch (TimeoutException silence)
        {
            throw new TimeoutException($"its answer stopped for {FailureReason.Seconds(_options.ReadTimeout)}", silence);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1000, LogLevel.Warning, "Marathon {Host}: {Reason}")]
        public static partial void Failed(ILogger log, string host, string reason);

        [LoggerMessage(1001, LogLevel.Information, "Marathon {Host} answers; it will be asked first from now on")]
        public static partial void Moved(ILogger log, string host);
    }
}
