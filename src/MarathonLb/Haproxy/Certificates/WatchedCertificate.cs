namespace MarathonLb.Haproxy.Certificates;

/// <summary>What is known of one certificate file under the worker of now.</summary>
internal sealed class WatchedCertificate
{
    /// <summary>The content that HAProxy has loaded; null if it is not known to be that of any file seen.</summary>
    public string? Loaded { get; set; }

    /// <summary>The content, or the lack of one, that a finding was told of.</summary>
    public string? Told { get; set; }

    /// <summary>The content that only a reload can bring.</summary>
    public string? ForReload { get; set; }

    /// <summary>Since when a change waits for its turn; null if none does.</summary>
    public long? WaitsSince { get; set; }

    /// <summary>Notes that HAProxy has this content now.</summary>
    public void Take(string hash)
    {
        Loaded = hash;
        Told = null;
        ForReload = null;
        WaitsSince = null;
    }
}
