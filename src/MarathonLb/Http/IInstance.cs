namespace MarathonLb.Http;

/// <summary>What the endpoints ask of the running load balancer. Safe to call from any thread.</summary>
internal interface IInstance
{
    /// <summary>The configuration that HAProxy runs now, runtime changes included.</summary>
    ReadOnlyMemory<byte> RunningConfig { get; }

    /// <summary>domain2backend.map as it is in force; empty without --haproxy-map.</summary>
    ReadOnlyMemory<byte> DomainMap { get; }

    /// <summary>app2backend.map as it is in force; empty without --haproxy-map.</summary>
    ReadOnlyMemory<byte> AppMap { get; }

    /// <summary>The process ids of our own HAProxy: master, worker, and old workers that still have sessions.</summary>
    Task<IReadOnlyList<int>> HaproxyPidsAsync(CancellationToken cancellation);

    /// <summary>True if the latest look at Marathon is recent and HAProxy serves; else why not, for a person.</summary>
    bool IsReady(out string why);

    /// <summary>The state in words and numbers, for <c>/_mlb/ready</c> and its JSON.</summary>
    InstanceStatus Status { get; }

    /// <summary>The metrics of this moment, as Prometheus reads them.</summary>
    string Metrics { get; }

    /// <summary>As SIGHUP: fetch everything from Marathon again. Calls that come together count once.</summary>
    void RequestRefresh();

    /// <summary>Accepts the answer of Marathon's that is held: the next look that agrees with it is applied.</summary>
    /// <returns>What was accepted, in a few words; null if nothing is held.</returns>
    string? Accept();

    /// <summary>As SIGUSR1: validate the existing file and reload HAProxy. Calls that come together count once.</summary>
    void RequestReload();
}
