namespace MarathonLb.Haproxy.Runtime;

/// <summary>What the running HAProxy can do at run time, by its version: that of the commit named, and tried on 2.6, 3.0 and 3.2.</summary>
/// <param name="Version">Of the running worker.</param>
internal sealed record RuntimeFeatures(HaproxyVersion Version)
{
    /// <summary>
    /// To go before the options of every added server. Without them one that 2.6.12 has added reuses no connection, which costs three fourths of the
    /// throughput (fixed upstream by 8a31783b6 in 3.0 and some patch releases before, which a version number with a distribution's patches does not tell).
    /// They are the defaults of a server line, so they change nothing elsewhere; the last one given wins.
    /// </summary>
    public const string AddedServerOptions = "pool-purge-delay 5s pool-max-conn -1";

    /// <summary><c>add server … cookie</c> (6333e6ec8, 3.0); before, a sticky backend can't get servers at run time.</summary>
    public bool CookieOnAddedServers => AtLeast(3, 0);

    /// <summary>
    /// <c>add server … init-state</c> (ce6a621ae, 3.1): a server that serves only after its checks have passed. Before: enable its checks, wait until
    /// one has passed, then make it ready.
    /// </summary>
    public bool InitState => AtLeast(3, 1);

    private bool AtLeast(int major, int minor) => Version >= new HaproxyVersion(major, minor, 0);
}
