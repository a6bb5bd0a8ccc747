namespace MarathonLb.Marathon.Events;

/// <summary>How the event stream is kept open.</summary>
internal sealed record EventStreamOptions
{
    /// <summary>For a connection, name look-up and TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// <c>--sse-timeout</c>: for the answer to begin, and for each next byte of it. Marathon sends a heartbeat every 10 s (older ones) or 15 s, so
    /// that silence means a dead connection: after a minute, four heartbeats are missing.
    /// </summary>
    public TimeSpan SilenceTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The first wait of which a random part is paused.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How much longer each next wait is.</summary>
    public double WaitGrowth { get; init; } = 1.5;

    /// <summary><c>--max-backoff</c>: the longest wait.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>A stream that lived so long starts the waits anew.</summary>
    public TimeSpan GoodLife { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Largest event, in bytes; one as large is not read, only known to have come. Marathon's own limit for an app is about as large.</summary>
    public int EventLimit { get; init; } = 1024 * 1024;
}
