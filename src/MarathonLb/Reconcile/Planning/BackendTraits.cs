using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Reconcile.Planning;

/// <summary>
/// Whether a backend's own lines let HAProxy take servers at run time (haproxy.md, section 1.1; management manual, "add server"). HAProxy would refuse static balancing by itself,
/// but a <c>default-server</c> silently does not reach an added server.
/// </summary>
internal static class BackendTraits
{
    /// <summary>Balancing that works with added servers as it is.</summary>
    private static readonly string[] Dynamic = ["roundrobin", "leastconn", "random"];

    /// <summary>Why servers can't be added to a backend; null if they can.</summary>
    /// <param name="lines">The backend's lines without its servers.</param>
    /// <param name="defaultServer">True if a defaults section holds <c>default-server</c>.</param>
    public static string? WhyStatic(IReadOnlyList<string> lines, bool defaultServer)
    {
        if (defaultServer) return "a 'default-server' line in a defaults section does not reach servers that are added at run time";
        string? balance = null;
        bool consistent = false;
        foreach (string line in lines)
        {
            ReadOnlySpan<char> word = ConfigSections.FirstWord(line);
            if (word is "default-server") return "its 'default-server' line does not reach servers that are added at run time";
            if (word is "server-template" or "use-server" || word.StartsWith(".")) return $"it holds '{word}'";
            string[] words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (word is "balance") balance = words.Length > 1 ? words[1].Split('(')[0] : "roundrobin";
            if (word is "hash-type") consistent = words.Length > 1 && words[1] == "consistent";
            if (word is "cookie" && Array.IndexOf(words, "dynamic") > 0) return "servers that are added at run time get no dynamic cookie";
        }

        bool takes = balance is null || Array.IndexOf(Dynamic, balance) >= 0 || (consistent && balance is not ("static-rr" or "first"));
        return takes ? null : $"'balance {balance}' is static";
    }

    /// <summary>Why one server can't be added by command; null if it can.</summary>
    public static (ReloadReason Reason, string Detail)? WhyNotAdded(ServerLine server, RuntimeFeatures features)
    {
        if (server.Obstacle is string obstacle) return (ReloadReason.ServerLine, obstacle);
        return server.HasCookie && !features.CookieOnAddedServers
            ? (ReloadReason.Cookie, $"HAProxy {features.Version} takes no 'cookie' on a server that is added at run time")
            : null;
    }
}
