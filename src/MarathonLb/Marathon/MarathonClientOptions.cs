using MarathonLb.Marathon.Credentials;

namespace MarathonLb.Marathon;

/// <summary>How to reach Marathon.</summary>
internal sealed record MarathonClientOptions
{
    /// <summary>The hosts, in the order to try them; at least one.</summary>
    public required IReadOnlyList<MarathonAddress> Hosts { get; init; }

    /// <summary>Sent to those hosts only; null for none, or for those written into a base URL.</summary>
    public IMarathonCredentials? Credentials { get; init; }

    /// <summary>Counts the requests.</summary>
    public RequestCounts Counts { get; init; } = new();

    /// <summary>False if all apps are asked for once only, so that it need not be remembered what did not change.</summary>
    public bool AsksAgain { get; init; } = true;

    /// <summary>A PEM file with the authorities to trust instead of the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Accepts any certificate.</summary>
    public bool Insecure { get; init; }

    /// <summary>For a connection, name look-up and TLS included. A little over 3 s, so that a lost SYN has been sent again once.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3.05);

    /// <summary>For an answer to begin, and for each next part of it.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromSeconds(46);

    /// <summary>For a whole answer: one that trickles must not hold up the daemon for ever.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many redirects are followed.</summary>
    public int MostRedirects { get; init; } = 5;

    /// <summary>Whether the proxies that the environment names (HTTP_PROXY, …) are used.</summary>
    public bool UseProxy { get; init; } = true;
}
