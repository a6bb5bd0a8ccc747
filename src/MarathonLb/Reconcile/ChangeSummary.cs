using System.Text;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile;

/// <summary>What a new configuration changes, in numbers and names, for one line of the log.</summary>
/// <param name="BackendsAdded">Names of new backends, sorted.</param>
/// <param name="BackendsRemoved">Names of backends that go, sorted.</param>
/// <param name="BackendsChanged">Names of backends that differ in any line, sorted.</param>
/// <param name="ServersAdded">New servers, those of new backends included.</param>
/// <param name="ServersRemoved">Servers that go.</param>
/// <param name="ServersChanged">Servers of one name whose line differs.</param>
/// <param name="RestChanged">True if something outside of backends differs.</param>
internal sealed record ChangeSummary(
    IReadOnlyList<string> BackendsAdded,
    IReadOnlyList<string> BackendsRemoved,
    IReadOnlyList<string> BackendsChanged,
    int ServersAdded,
    int ServersRemoved,
    int ServersChanged,
    bool RestChanged)
{
    private const int NamesShown = 5;

    /// <summary>Nothing changes.</summary>
    public static ChangeSummary Nothing { get; } = new([], [], [], 0, 0, 0, RestChanged: false);

    /// <summary>Compares two configurations.</summary>
    public static ChangeSummary Between(ReadOnlyMemory<byte> oldConfig, ReadOnlyMemory<byte> newConfig)
    {
        ConfigOutline old = new(oldConfig), wanted = new(newConfig);
        List<string> gained = [], lost = [], changed = [];
        int added = 0, removed = 0, altered = 0;
        foreach (string name in old.Backends.Union(wanted.Backends, StringComparer.Ordinal))
        {
            ReadOnlySpan<byte> before = old.TextOf(name), after = wanted.TextOf(name);
            if (before.SequenceEqual(after)) continue;
            if (before.IsEmpty || after.IsEmpty)
            {
                (before.IsEmpty ? gained : lost).Add(name);
                added += ConfigOutline.ServersIn(after);
                removed += ConfigOutline.ServersIn(before);
                continue;
            }

            BackendText from = new(ConfigSections.LinesOf(before)), to = new(ConfigSections.LinesOf(after));
            int gone = from.Servers.Count(server => to.Find(server.Name) is null);
            int fresh = to.Servers.Count(server => from.Find(server.Name) is null);
            int differing = to.Servers.Count(server => from.Find(server.Name) is ServerLine earlier && earlier.Text != server.Text);
            (added, removed, altered) = (added + fresh, removed + gone, altered + differing);
            if (gone + fresh + differing > 0 || !from.Others.SequenceEqual(to.Others, StringComparer.Ordinal)) changed.Add(name);
        }

        return new(Sorted(gained), Sorted(lost), Sorted(changed), added, removed, altered, !old.Rest.AsSpan().SequenceEqual(wanted.Rest));
    }

    /// <summary>For example <c>backends: 2 added (a_1, b_2), 1 changed (c_3); servers: 5 added, 1 removed; frontends or settings changed</c>.</summary>
    public override string ToString()
    {
        List<string> parts = [];
        AddPart(parts, "backends", Named(BackendsAdded, "added"), Named(BackendsRemoved, "removed"), Named(BackendsChanged, "changed"));
        AddPart(parts, "servers", Counted(ServersAdded, "added"), Counted(ServersRemoved, "removed"), Counted(ServersChanged, "changed"));
        if (RestChanged) parts.Add("frontends or settings changed");
        return parts.Count > 0 ? string.Join("; ", parts) : "only order, spaces or comments changed";
    }

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];

    private static void AddPart(List<string> parts, string what, params IEnumerable<string> counts)
    {
        string text = string.Join(", ", counts.Where(count => count.Length > 0));
        if (text.Length > 0) parts.Add($"{what}: {text}");
    }

    private static string Counted(int count, string how) => count == 0 ? "" : $"{count} {how}";

    private static string Named(IReadOnlyList<string> names, string how)
    {
        if (names.Count == 0) return "";
        StringBuilder text = new();
        text.Append(names.Count).Append(' ').Append(how).Append(" (").AppendJoin(", ", names.Take(NamesShown));
        return text.Append(names.Count > NamesShown ? ", …)" : ")").ToString();
    }
}
