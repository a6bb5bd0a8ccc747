namespace MarathonLb.Marathon;

/// <summary>Hears from the event stream. Called from the stream's own loop, one call at a time; must not block.</summary>
internal interface IEventListener
{
    /// <summary>The stream was opened, for the first time or again: everything may have changed meanwhile.</summary>
    void Connected(string host);

    /// <summary>An event came.</summary>
    void Received(MarathonEvent marathonEvent);

    /// <summary>The stream ended; it is opened again after a pause.</summary>
    void Lost(string reason, TimeSpan pause);
}
