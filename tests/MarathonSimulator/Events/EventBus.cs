using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using MarathonSimulator.State;

namespace MarathonSimulator.Events;

/// <summary>Sends events to every open stream whose filter wants them.</summary>
internal sealed class EventBus : IDisposable
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = AppJson.WriterOptions.Encoder };

    private readonly Lock _gate = new();
    private readonly List<EventSubscription> _subscriptions = [];
    private readonly Timer _heartbeat;
    private long _published;

    public EventBus(TimeSpan heartbeatInterval) =>
        _heartbeat = new Timer(_ => Beat(), null, heartbeatInterval, heartbeatInterval);

    public EventFaults Faults { get; } = new();

    /// <summary>Events published so far, sent or swallowed.</summary>
    public long Published => Interlocked.Read(ref _published);

    public int StreamCount
    {
        get
        {
            lock (_gate)
                return _subscriptions.Count;
        }
    }

    /// <param name="type">The event's type; it is added to the document.</param>
    /// <param name="body">The event's members.</param>
    /// <param name="light">The same for <c>plan-format=light</c>, where it differs.</param>
    public void Publish(string type, JsonObject body, JsonObject? light = null)
    {
        Interlocked.Increment(ref _published);
        string[] documents = [Complete(type, body)];
        var message = new EventMessage(type, documents, light is null ? documents : [Complete(type, light)]);
        lock (_gate)
        {
            foreach (var sent in Faults.Pass(message))
            {
                foreach (var subscription in _subscriptions)
                    subscription.Offer(sent);
            }
        }
    }

    public EventSubscription Subscribe(IEnumerable<string> types, bool light)
    {
        var subscription = new EventSubscription(types.ToHashSet(StringComparer.Ordinal), light);
        lock (_gate)
            _subscriptions.Add(subscription);
        return subscription;
    }

    public void Unsubscribe(EventSubscription subscription)
    {
        lock (_gate)
            _subscriptions.Remove(subscription);
    }

    /// <summary>Ends all streams: in the middle of the connection, or as a server that closes properly.</summary>
    public void CutAll(bool properly = false)
    {
        EventSubscription[] all;
        lock (_gate)
            all = [.. _subscriptions];
        foreach (var subscription in all)
            subscription.Cut(properly);
    }

    public void Dispose() => _heartbeat.Dispose();

    private static string Complete(string type, JsonObject body)
    {
        body["eventType"] = type;
        body["timestamp"] ??= MarathonTime.Format(DateTime.UtcNow);
        return body.ToJsonString(Relaxed);
    }

    private void Beat()
    {
        if (Faults.NoHeartbeats)
            return;
        lock (_gate)
        {
            foreach (var subscription in _subscriptions)
                subscription.Offer(EventMessage.Heartbeat);
        }
    }
}

/// <summary>One client's stream.</summary>
internal sealed class EventSubscription(HashSet<string> types, bool light)
{
    private readonly Channel<EventMessage> _messages = Channel.CreateUnbounded<EventMessage>();

    public bool Light { get; } = light;

    /// <summary>Whether the stream was told to end by breaking the connection.</summary>
    public bool Broken { get; private set; }

    public ChannelReader<EventMessage> Messages => _messages.Reader;

    public void Offer(EventMessage message)
    {
        if (types.Count == 0 || message.Type.Length == 0 || types.Contains(message.Type))
            _messages.Writer.TryWrite(message);
    }

    public void Cut(bool properly)
    {
        Broken = !properly;
        _messages.Writer.TryComplete();
    }
}
