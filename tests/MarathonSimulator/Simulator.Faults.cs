using System.Text.Json.Nodes;
using MarathonSimulator.Api;
using MarathonSimulator.Control;
using MarathonSimulator.Events;

namespace MarathonSimulator;

/// <content>Misbehaviour on command, and what clients asked.</content>
public sealed partial class Simulator
{
    /// <summary>Makes the event stream lose, repeat, reorder or join events, or fall silent.</summary>
    public EventFaults EventFaults => _bus.Faults;

    /// <summary>Open event streams.</summary>
    public int StreamCount => _bus.StreamCount;

    /// <summary>Events published since the start.</summary>
    public long EventCount => _bus.Published;

    /// <summary>The base address clients are sent to; null while this simulator leads.</summary>
    public Uri? Leader => _leader.Location;

    /// <summary>Requests to the API, oldest first.</summary>
    public IReadOnlyList<RequestRecord> Requests => _log.Snapshot();

    /// <summary>Faults in force, with the number of answers they still spoil (null: no limit).</summary>
    public IReadOnlyList<(FaultRule Rule, int? Left)> Faults => _faults.Snapshot();

    public void ClearRequests() => _log.Clear();

    public void Misbehave(FaultRule rule) => _faults.Add(rule);

    /// <summary>Takes all faults of the API back; requests that hang are answered.</summary>
    public void Behave() => _faults.Clear();

    /// <summary>Ends all event streams, by default in the middle of the connection.</summary>
    public void CutStreams(bool properly = false) => _bus.CutAll(properly);

    /// <summary>Publishes any event; <c>eventType</c> and <c>timestamp</c> are added.</summary>
    public void Publish(string type, JsonObject body) => _bus.Publish(type, body);

    /// <summary>Redirects clients to another simulator (or any address); null: this one leads again. Open streams end.</summary>
    public void FollowLeader(Uri? leader, int status = 302)
    {
        _leader.Status = status;
        _leader.Location = leader;
        if (leader is not null)
            _bus.CutAll();
    }

    /// <summary>Makes every DC/OS token given out so far invalid.</summary>
    public void RevokeTokens() => _authentication.Revoke();
}
