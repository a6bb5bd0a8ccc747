namespace MarathonLb.Asking.Routing;

/// <summary>A configuration and its maps, to follow requests through.</summary>
internal sealed class ConfigText
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="config">Its text.</param>
    /// <param name="domainMap">The text of domain2backend.map.</param>
    /// <param name="appMap">The text of app2backend.map.</param>
    /// <param name="ownerOf">Whose a line is, in words.</param>
    public ConfigText(string config, string domainMap, string appMap, Func<int, string?> ownerOf)
    {
        Sections = ConfigSection.AllIn(config);
        Maps = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal)
        {
            ["domain2backend.map"] = MapOf(domainMap),
            ["app2backend.map"] = MapOf(appMap),
        };
        OwnerOf = ownerOf;
    }

    /// <summary>Its sections.</summary>
    public List<ConfigSection> Sections { get; }

    /// <summary>Its maps, by file name.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Maps { get; }

    /// <summary>Whose a line is, in words; null if it can't be told.</summary>
    public Func<int, string?> OwnerOf { get; }

    /// <summary>Of two entries with one key the first counts, as in HAProxy.</summary>
    private static Dictionary<string, string> MapOf(string text)
    {
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (string line in text.Split('\n'))
        {
            if (line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries) is [string key, string value]) map.TryAdd(key, value.Trim());
        }

        return map;
    }
}
