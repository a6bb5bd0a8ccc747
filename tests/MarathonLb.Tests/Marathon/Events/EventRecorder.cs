using System.Threading.Channels;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Events;
using Microsoft.Extensions.Logging.Abstractions;

namespace MarathonLb.Tests.Marathon.Events;

/// <summary>Runs a stream and keeps what it tells, in order.</summary>
internal sealed class EventRecorder : IEventListener, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Channel<Heard> _heard = Channel.CreateUnbounded<Heard>();
    private readonly CancellationTokenSource _end = new();

    private EventRecorder(EventStream stream)
    {
        Stream = stream;
        Running = stream.RunAsync(this, _end.Token);
    }

    public EventStream Stream { get; }

    /// <summary>The stream's loop.</summary>
    public Task Running { get; }

    /// <summary>Begins to follow some hosts.</summary>
    public static EventRecorder Follow(params string[] urls) => Follow(Clients.Options(urls));

    /// <summary>Begins to follow; without other options pauses are as short as can be.</summary>
    public static EventRecorder Follow(
        MarathonClientOptions marathon,
        EventStreamOptions? options = null,
        TimeProvider? clock = null,
        double jitter = 0) =>
        new(new EventStream(marathon, options ?? new EventStreamOptions(), clock ?? TimeProvider.System, NullLogger<EventStream>.Instance, () => jitter));

    /// <summary>What it tells next.</summary>
    public async Task<Heard> NextAsync() => await _heard.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience);

    /// <summary>The next, which must be of a kind.</summary>
    public async Task<T> NextAsync<T>()
        where T : Heard => Assert.IsType<T>(await NextAsync());

    /// <summary>Whether something waits to be read.</summary>
    public bool HasHeard => _heard.Reader.TryPeek(out _);

    public void Connected(string host) => Keep(new Opened(host));

    public void Received(MarathonEvent marathonEvent) => Keep(new Told(marathonEvent));

    public void Lost(string reason, TimeSpan pause) => Keep(new Closed(reason, pause));

    /// <summary>Stops the stream and waits for it.</summary>
    public async Task StopAsync()
    {
        await _end.CancelAsync();
        await Running.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Stream.Dispose();
        _end.Dispose();
    }

    private void Keep(Heard heard) => Assert.True(_heard.Writer.TryWrite(heard));

    internal abstract record Heard;

    internal sealed record Opened(string Host) : Heard;

    internal sealed record Told(MarathonEvent Event) : Heard;

    internal sealed record Closed(string Reason, TimeSpan Pause) : Heard;
}
