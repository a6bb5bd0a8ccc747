using Microsoft.Extensions.Logging;

namespace MarathonLb.Marathon.Events;

/// <summary>
/// Keeps Marathon's event stream open and tells a listener what comes. A connection that dies without a word is the usual way to serve an old
/// configuration for hours: a stream on which not even a heartbeat comes is given up, and each new one counts as news of everything.
/// </summary>
internal sealed partial class EventStream : IDisposable
{
    private readonly IReadOnlyList<MarathonAddress> _hosts;
    private readonly EventStreamOptions _options;
    private readonly EventSubscription _subscription;
    private readonly ReconnectPause _pause;
    private readonly TimeProvider _clock;
    private readonly ILogger<EventStream> _log;
    private readonly EventCounts _received = new();
    private readonly List<MarathonEvent> _events = [];

    /// <summary>The host to try next: each in turn, so that one that accepts streams and loses them can't keep us.</summary>
    private int _next;

    private volatile string? _host;
    private long _reconnects;
    private long _tooLarge;
    private long _lastByte;

    /// <param name="marathon">The hosts, credentials and TLS settings.</param>
    /// <param name="options">How the stream is kept open.</param>
    /// <param name="clock">Measures silence, pauses and the life of a stream.</param>
    /// <param name="log">The log.</param>
    /// <param name="jitter">Gives a number from 0 up to, but not, 1; null for a random one.</param>
    /// <exception cref="IOException">The CA file can't be used.</exception>
    public EventStream(
        MarathonClientOptions marathon,
        EventStreamOptions options,
        TimeProvider clock,
        ILogger<EventStream> log,
        Func<double>? jitter = null)
    {
        if (marathon.Hosts.Count == 0) throw new ArgumentException("There is no Marathon to ask.", nameof(marathon));
        _hosts = marathon.Hosts;
        _options = options;
        _subscription = new EventSubscription(marathon, options, clock);
        _pause = new ReconnectPause(options, jitter);
        _clock = clock;
        _log = log;
    }

    /// <summary>The host the stream comes from; null while there is none.</summary>
    public string? Host => _host;

    /// <summary>Events received, by type.</summary>
    public IReadOnlyDictionary<string, long> Received => _received.ByType;

    /// <summary>How often a stream, or an attempt at one, ended and another followed.</summary>
    public long Reconnects => Interlocked.Read(ref _reconnects);

    /// <summary>Events too large to be read; each was told without its app.</summary>
    public long TooLarge => Interlocked.Read(ref _tooLarge);

    /// <summary>When something came last, a heartbeat or the beginning of a stream too; null before the first.</summary>
    public DateTimeOffset? LastByteAt => Interlocked.Read(ref _lastByte) is > 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Follows the events until it is cancelled; then it returns.</summary>
    /// <param name="listener">Hears of them.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task RunAsync(IEventListener listener, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                StreamEnd end = await AttemptAsync(listener, cancellation);
                TimeSpan pause = _pause.After(end);
                Interlocked.Increment(ref _reconnects);
                Log.Lost(_log, end.Reason, pause.TotalSeconds);
                listener.Lost(end.Reason, pause);
                await Task.Delay(pause, _clock, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _subscription.Dispose();

    /// <summary>Tries the hosts in turn and follows the first that gives a stream, to its end.</summary>
    private async Task<StreamEnd> AttemptAsync(IEventListener listener, CancellationToken cancellation)
    {
        List<HostFailure> failures = [];
        foreach (MarathonAddress _ in _hosts)
        {
            MarathonAddress host = _hosts[_next];
            _next = (_next + 1) % _hosts.Count;
            HttpResponseMessage answer;
            try
            {
                answer = await _subscription.OpenAsync(host, cancellation);
            }
            catch (Exception failure) when (FailureReason.IsExpected(failure))
            {
                failures.Add(new HostFailure(host.Name, FailureReason.Of(failure), failure));
                continue;
            }

            failures.ForEach(failure => Log.PassedOver(_log, failure.Host, failure.Reason));
            using (answer)
            {
                return await FollowAsync(answer, NameOf(answer, host), listener, cancellation);
            }
        }

        return new StreamEnd(string.Join("; ", failures), TimeSpan.Zero);
    }

    private async Task<StreamEnd> FollowAsync(HttpResponseMessage answer, string host, IEventListener listener, CancellationToken cancellation)
    {
        long opened = _clock.GetTimestamp();
        Interlocked.Exchange(ref _lastByte, _clock.GetUtcNow().UtcTicks);
        Log.Opened(_log, host);
        _host = host;
        bool isSilence = false;
        string reason;
        try
        {
            listener.Connected(host);
            reason = await ReadAsync(answer, listener, cancellation);
        }
        catch (TimeoutException)
        {
            isSilence = true;
            reason = $"silent for {FailureReason.Seconds(_options.SilenceTimeout)}";
        }
        catch (Exception failure) when (FailureReason.IsExpected(failure))
        {
            reason = FailureReason.Of(failure);
        }
        finally
        {
            _host = null;
        }

        return new StreamEnd($"{host}: {reason}", _clock.GetElapsedTime(opened), isSilence);
    }

    /// <summary>Reads to the stream's end and says that it was one.</summary>
    private async Task<string> ReadAsync(HttpResponseMessage answer, IEventListener listener, CancellationToken cancellation)
    {
        await using Stream body = await answer.Content.ReadAsStreamAsync(cancellation);
        await using PatientStream patient = new(body, _options.SilenceTimeout, _clock);
        using SseReader reader = new(ReadPartAsync, _options.EventLimit);
        while (await reader.ReadAsync(cancellation))
        {
            Tell(reader, listener);
        }

        return "Marathon ended the stream";

        async ValueTask<int> ReadPartAsync(Memory<byte> buffer, CancellationToken end)
        {
            int count = await patient.ReadAsync(buffer, end);
            if (count > 0) Interlocked.Exchange(ref _lastByte, _clock.GetUtcNow().UtcTicks);
            return count;
        }
    }

    private void Tell(SseReader message, IEventListener listener)
    {
        _events.Clear();
        if (message.IsTooLarge)
        {
            Interlocked.Increment(ref _tooLarge);
            Log.TooLarge(_log, message.Name ?? EventTypes.Unnamed, _options.EventLimit);
            _events.Add(EventReader.Unreadable(message.Name));
        }
        else
        {
            EventReader.Read(message.Name, message.Data, _events);
        }

        foreach (MarathonEvent told in _events)
        {
            _received.Add(told.Type);
            if (!EventTypes.IsIdle(told.Type)) listener.Received(told);
        }
    }

    /// <summary>The host as it was named, or the one that it redirected to.</summary>
    private static string NameOf(HttpResponseMessage answer, MarathonAddress host) =>
        answer.RequestMessage?.RequestUri is { } url && !host.HasOriginOf(url)
            ? url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)
            : host.Name;

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Information, "Following Marathon's events at {Host}")]
        public static partial void Opened(ILogger log, string host);

        [LoggerMessage(1011, LogLevel.Warning, "No events from Marathon: {Reason}. Trying again in {Seconds:0.#} s")]
        public static partial void Lost(ILogger log, string reason, double seconds);

        [LoggerMessage(1012, LogLevel.Warning, "Marathon {Host} gives no events: {Reason}. Took the next")]
        public static partial void PassedOver(ILogger log, string host, string reason);

        [LoggerMessage(1013, LogLevel.Warning, "An event {Type} of Marathon is larger than {Limit} bytes; looking at all apps instead")]
        public static partial void TooLarge(ILogger log, string type, int limit);
    }
}
