using System.Globalization;
using MarathonLb.Apps;
using MarathonLb.Asking.Routing;

namespace MarathonLb.Asking;

/// <summary>
/// The lines of a configuration that are a service's own, found by the names that our templates give (the contract, compatibility.md section 3): so it works on any
/// text, also on that of a running instance. In a frontend that services share, a user's own template may name things otherwise; those lines are not found. Services of one app with the same first vhost share an ACL, and so its lines.
/// </summary>
internal static class OwnedLines
{
    /// <summary>The lines as ranges, <c>12-20</c> or <c>31</c>.</summary>
    public static IReadOnlyList<string> Of(string config, Service service)
    {
        string backend = service.Backend;
        HashSet<string> sections = [$"backend {backend}", $"frontend fe:{backend}", $"frontend {backend}", $"userlist user_{backend}"];
        string[] words =
        [
            backend, $"path_{backend}", $"user_{backend}", $"app_{service.CleanedAppId}",
            .. service.Vhosts.Length > 0 ? [$"host_{service.CleanedHostname}", $"auth_{service.CleanedHostname}"] : (string[])[],
        ];
        List<int> lines = [];
        foreach (ConfigSection section in ConfigSection.AllIn(config))
        {
            bool whole = sections.Contains($"{section.Kind} {section.Name}");
            foreach (ConfigLine line in section.Lines)
            {
                if (whole || (section.Kind == "frontend" && Array.Exists(words, word => HasWord(line.Text, word)))) lines.Add(line.Number);
            }
        }

        return [.. Ranges(lines)];
    }

    private static bool HasWord(string line, string word)
    {
        for (int at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            int end = at + word.Length;
            if ((at == 0 || IsEdge(line[at - 1])) && (end == line.Length || IsEdge(line[end]))) return true;
        }

        return false;
    }

    private static bool IsEdge(char c) => c is ' ' or '\t' or '(' or ')' or '!' or '"' or '\'' or ',';

    private static IEnumerable<string> Ranges(List<int> lines)
    {
        for (int i = 0; i < lines.Count;)
        {
            int end = i;
            while (end + 1 < lines.Count && lines[end + 1] == lines[end] + 1) end++;
            yield return lines[i] == lines[end]
                ? lines[i].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{lines[i]}-{lines[end]}");
            i = end + 1;
        }
    }
}
