using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Reconcile.Planning;

/// <summary>
/// Compares two configurations section by section, as text: whatever template wrote a line, the command line gets what the file says. What is equal costs a comparison of memory, so that
/// one changed app among thousands costs little more than one among a few.
/// </summary>
/// <param name="features">What the running HAProxy can do.</param>
/// <param name="hasDefaultServer">Tells whether a defaults section of what runs holds default-server; asked once, and only if something changes.</param>
internal sealed class ConfigComparer(RuntimeFeatures features, Func<bool> hasDefaultServer)
{
    /// <summary>Compares.</summary>
    /// <param name="running">What runs.</param>
    /// <param name="wanted">What is wanted.</param>
    public ConfigDifference Compare(ReadOnlySpan<byte> running, ReadOnlySpan<byte> wanted)
    {
        List<BackendChange> changes = [];
        bool? defaultServer = null;
        int a = 0;
        int b = 0;
        while (true)
        {
            int same = running[a..].CommonPrefixLength(wanted[b..]);
            if (a + same == running.Length && b + same == wanted.Length) break;

            // Both texts are equal up to here since their last common header, so the header found in one is that of the other.
            int back = a + same - ConfigSections.StartOf(running, a + same);
            int other = b + same - ConfigSections.StartOf(wanted, b + same);
            int common = Math.Min(same, Math.Max(back, other));
            int startA = a + same - common;
            int startB = b + same - common;
            int endA = ConfigSections.EndOf(running, startA);
            int endB = ConfigSections.EndOf(wanted, startB);
            List<string> linesA = ConfigSections.LinesOf(running[startA..endA]);
            List<string> linesB = ConfigSections.LinesOf(wanted[startB..endB]);
            if (!linesA.SequenceEqual(linesB, StringComparer.Ordinal))
            {
                defaultServer ??= hasDefaultServer();
                if (Describe(linesA, linesB, defaultServer.Value, changes) is ConfigDifference reload) return reload;
            }

            (a, b) = (endA, endB);
        }

        return changes.Count == 0 ? ConfigDifference.None : new ConfigDifference(null, null, changes);
    }

    /// <summary>Adds what changes in one section; or says why it takes a reload.</summary>
    private ConfigDifference? Describe(List<string> running, List<string> wanted, bool defaultServer, List<BackendChange> changes)
    {
        string headerA = running.Count > 0 ? running[0] : "";
        string headerB = wanted.Count > 0 ? wanted[0] : "";
        if (headerA != headerB) return ConfigDifference.Needs(ReloadReason.Sections, headerB.Length > 0 ? headerB : headerA);
        if (ConfigSections.FirstWord(headerA) is not "backend") return ConfigDifference.Needs(ReloadReason.Lines, headerA);
        BackendText before = new(running);
        BackendText after = new(wanted);
        if (!before.Others.SequenceEqual(after.Others, StringComparer.Ordinal)) return ConfigDifference.Needs(ReloadReason.Lines, headerA);
        if (before.HasTwins || after.HasTwins) return ConfigDifference.Needs(ReloadReason.ServerLine, $"{headerA}: two servers of one name");
        return Describe(headerA, before, after, defaultServer, changes);
    }

    private ConfigDifference? Describe(string header, BackendText before, BackendText after, bool defaultServer, List<BackendChange> changes)
    {
        List<ServerLine> added = [];
        List<(ServerLine From, ServerLine To)> changed = [];
        foreach (ServerLine server in after.Servers)
        {
            ServerLine? earlier = before.Find(server.Name);
            if (earlier is null) added.Add(server);
            else if (earlier.Text != server.Text) changed.Add((earlier, server));
        }

        List<ServerLine> removed = before.Servers.FindAll(server => after.Find(server.Name) is null);
        foreach ((ServerLine from, ServerLine to) in changed)
        {
            if (WhyNotChanged(from, to) is string reason) return ConfigDifference.Needs(ReloadReason.ServerSettings, $"{header}, server {to.Name}: {reason}");
        }

        if (added.Count > 0 && BackendTraits.WhyStatic(after.Others, defaultServer) is string settings)
        {
            return ConfigDifference.Needs(ReloadReason.BackendSettings, $"{header}: {settings}");
        }

        foreach (ServerLine server in added)
        {
            if (BackendTraits.WhyNotAdded(server, features) is (ReloadReason why, string detail)) return ConfigDifference.Needs(why, $"{header}, server {server.Name}: {detail}");
        }

        if (added.Count + removed.Count + changed.Count > 0) changes.Add(new BackendChange(ConfigSections.NameIn(header), added, removed, changed, after.Servers));
        return null;
    }

    /// <summary>Why no command can make one server line of the other; null if some can.</summary>
    private static string? WhyNotChanged(ServerLine from, ServerLine to)
    {
        if ((from.Obstacle ?? to.Obstacle) is string obstacle) return obstacle;
        if (from.FixedOptions != to.FixedOptions) return $"'{from.FixedOptions}' becomes '{to.FixedOptions}'";
        return from.CheckPort != to.CheckPort && (from.CheckPort is null || to.CheckPort is null || !to.IsChecked) ? "the port of its check comes or goes" : null;
    }

    /// <summary>True if a defaults section holds default-server. The text is searched, not parsed.</summary>
    public static bool HasDefaultServer(ReadOnlySpan<byte> config)
    {
        ReadOnlySpan<byte> word = "default-server"u8;
        for (int from = 0; config[from..].IndexOf(word) is >= 0 and int at; from += at + word.Length)
        {
            ReadOnlySpan<byte> section = config[ConfigSections.StartOf(config, from + at)..];
            if (section.TrimStart(" \t"u8).StartsWith("defaults"u8)) return true;
        }

        return false;
    }
}
