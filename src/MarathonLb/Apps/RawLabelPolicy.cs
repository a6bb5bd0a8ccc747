namespace MarathonLb.Apps;

/// <summary>
/// Which apps may bring templates in labels (<c>--raw-labels</c>). A template label is raw by design: whoever writes one writes HAProxy's configuration.
/// </summary>
/// <param name="prefixes">The ids of apps and of groups of apps that may; null for every app.</param>
internal sealed class RawLabelPolicy(string[]? prefixes)
{
    /// <summary>Every app may, as with the original.</summary>
    public static RawLabelPolicy Everybody { get; } = new(null);

    /// <summary>True if an app may: its id is one of those given, or lies below one.</summary>
    /// <param name="appId">The id that Marathon knows it by, not that of a deployment group, which is a label and anybody's.</param>
    public bool Allows(string appId)
    {
        if (prefixes is null) return true;
        ReadOnlySpan<char> id = appId.AsSpan().Trim('/');
        foreach (string prefix in prefixes)
        {
            ReadOnlySpan<char> group = prefix.AsSpan().Trim('/');
            if (group.Length == 0 || id.SequenceEqual(group) || (id.StartsWith(group, StringComparison.Ordinal) && id[group.Length] == '/')) return true;
        }

        return false;
    }
}
