using System.Text;
using MarathonLb.Asking.Routing;
using MarathonLb.Config;

namespace MarathonLb.Reconcile;

/// <summary>
/// Whose the lines of the running configuration are. A round's document is written over by later rounds, so the services are rendered once more, apart from the loop. Where
/// what runs is another text, as while a reload waits, a line is found by its section and its words.
/// </summary>
internal sealed class RunningLines
{
    private readonly Ownership _ownership;
    private readonly Dictionary<int, int>? _rendered;

    /// <summary>Renders the services, and finds the lines again.</summary>
    /// <param name="rules">The templates that are in force.</param>
    /// <param name="services">The services of the last round.</param>
    /// <param name="running">What runs.</param>
    public RunningLines(RuleSet rules, ReadOnlySpan<Apps.Service> services, ReadOnlySpan<byte> running)
    {
        ConfigRenderer renderer = rules.NewRenderer();
        ConfigDocument document = renderer.Render(services);
        _ownership = new Ownership(renderer, document);
        if (!document.Text.WrittenSpan.SequenceEqual(running)) _rendered = Match(Encoding.UTF8.GetString(running), Encoding.UTF8.GetString(document.Text.WrittenSpan));
    }

    /// <summary>The owner of a line that runs, in words; null if it can't be told.</summary>
    /// <param name="line">The line, counted from 1.</param>
    public string? Describe(int line) => _rendered is null ? _ownership.Describe(line)
        : _rendered.TryGetValue(line, out int rendered) ? _ownership.Describe(rendered)
        : null;

    /// <summary>For each line of one text that the other has in the same section, its number there; of several alike the first.</summary>
    private static Dictionary<int, int> Match(string running, string rendered)
    {
        Dictionary<(string Section, string Text), int> known = [];
        foreach ((string section, ConfigLine line) in LinesOf(rendered)) known.TryAdd((section, line.Text), line.Number);
        Dictionary<int, int> matched = [];
        foreach ((string section, ConfigLine line) in LinesOf(running))
        {
            if (known.TryGetValue((section, line.Text), out int number)) matched[line.Number] = number;
        }

        return matched;
    }

    private static IEnumerable<(string Section, ConfigLine Line)> LinesOf(string config) =>
        ConfigSection.AllIn(config).SelectMany(static section => section.Lines.Select(line => ($"{section.Kind} {section.Name}", line)));
}
