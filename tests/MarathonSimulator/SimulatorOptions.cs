using System.Security.Cryptography.X509Certificates;

namespace MarathonSimulator;

/// <summary>How a simulator is set up; what tests change while it runs is on <see cref="Simulator"/>.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Address the API listens on.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>Port of the API; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Serve the API over TLS with this certificate (with its private key).</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether tasks on 127.0.0.0/8 really listen; an app overrides it with the label SIM_LISTEN=no.</summary>
    public bool TasksListen { get; init; } = true;

    /// <summary>First two octets of the addresses tasks live on, for example <c>127.42</c>; null: one per process and simulator.</summary>
    public string? TaskNetwork { get; init; }

    /// <summary>How many agents (hosts) tasks are spread over, at most 250.</summary>
    public int Agents { get; init; } = 20;

    /// <summary>The pace at which tasks and deployments proceed.</summary>
    public TaskDelays Delays { get; init; } = new();

    /// <summary>Pause between heartbeats on an event stream.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>What a heartbeat looks like on the wire.</summary>
    public HeartbeatForm Heartbeat { get; init; } = HeartbeatForm.EmptyData;

    /// <summary>Answer as Marathon of this age does.</summary>
    public MarathonForm Form { get; init; } = MarathonForm.V18;

    /// <summary>Require basic authentication, <c>user:password</c>.</summary>
    public string? BasicAuth { get; init; }

    /// <summary>Require a DC/OS token; the login endpoint verifies RS256 tokens with this public key (PEM).</summary>
    public string? LoginPublicKeyPem { get; init; }

    /// <summary>How long a token from the login endpoint is accepted.</summary>
    public TimeSpan TokenLifetime { get; init; } = TimeSpan.FromHours(1);
}

/// <summary>Heartbeats of different Marathon releases.</summary>
public enum HeartbeatForm
{
    /// <summary>An event with empty data (Marathon on akka-http).</summary>
    EmptyData,

    /// <summary>A bare line end (Marathon on Jetty).</summary>
    BareLine,

    /// <summary>A comment line.</summary>
    Comment,
}

/// <summary>Which Marathon's JSON forms are spoken.</summary>
public enum MarathonForm
{
    /// <summary>Marathon 1.8: networks, task states, instance ids.</summary>
    V18,

    /// <summary>Marathon 0.11: no task state, no instances, no networks.</summary>
    V011,
}
