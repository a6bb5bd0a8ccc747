using MarathonLb.Config;
using MarathonLb.Templates.Legacy;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Hygiene;

/// <summary>What HAProxy sees of a configuration but for the values: of each line the first word and the number of words.</summary>
internal static class Skeleton
{
    public static string Of(ConfigDocument document) => string.Join('\n', Golden.Text(document.Text).Split('\n').Select(LineOf)) + Maps(document);

    private static string LineOf(string line)
    {
        List<ConfigWord>? words = ConfigWords.Split(line);
        Assert.True(words is not null, $"a quote is never closed: {line}");
        return words.Count == 0 ? "" : $"{words[0].Text} {words.Count}";
    }

    private static string Maps(ConfigDocument document) =>
        string.Concat(Golden.Text(document.DomainMap).Split('\n').Concat(Golden.Text(document.AppMap).Split('\n')).Select(static line => $"\n{line.Split(' ').Length}"));
}
