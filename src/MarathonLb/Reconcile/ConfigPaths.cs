namespace MarathonLb.Reconcile;

/// <summary>Where the configuration and its map files lie. The maps are beside the configuration (compatibility.md, section 3, Maps).</summary>
/// <param name="Config">The configuration.</param>
/// <param name="DomainMap">Host to backend.</param>
/// <param name="AppMap">App id to backend.</param>
internal sealed record ConfigPaths(string Config, string DomainMap, string AppMap)
{
    /// <summary>The paths for a configuration at this absolute path.</summary>
    public static ConfigPaths For(string configFile)
    {
        string folder = Path.GetDirectoryName(configFile) ?? "/";
        return new(configFile, Path.Combine(folder, "domain2backend.map"), Path.Combine(folder, "app2backend.map"));
    }

    /// <summary>Refuses a folder that is not there: making it would hide a slip in <c>--haproxy-config</c> from everybody but HAProxy.</summary>
    /// <exception cref="IOException">There is no such folder.</exception>
    public void RequireFolder()
    {
        string folder = Path.GetDirectoryName(Config) ?? "/";
        if (!Directory.Exists(folder)) throw new IOException($"there is no folder {folder} for the configuration (--haproxy-config)");
    }
}
