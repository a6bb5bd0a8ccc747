using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MarathonLb.EndToEnd.Metrics;

/// <summary>
/// Reads metrics as strictly as Prometheus' text format 0.0.4 is described, and as promtool's check asks for: it shares nothing with what writes them. What is
/// not allowed fails the test.
/// </summary>
internal sealed partial class MetricsParser
{
    private readonly Dictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly HashSet<string> _series = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _help = new(StringComparer.Ordinal);
    private MetricFamily? _family;

    /// <summary>The metrics of a text, by name.</summary>
    public static IReadOnlyDictionary<string, MetricFamily> Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        MetricsParser parser = new();
        foreach (string line in text[..^1].Split('\n')) parser.Take(line);
        foreach (MetricFamily family in parser._families.Values) parser.Check(family);
        return parser._families;
    }

    private void Take(string line)
    {
        if (line.StartsWith("# HELP ", StringComparison.Ordinal))
        {
            string[] words = line.Split(' ', 4);
            Assert.True(words.Length == 4 && words[3].Length > 0 && _help.TryAdd(words[2], words[3]), $"HELP: {line}");
        }
        else if (line.StartsWith("# TYPE ", StringComparison.Ordinal))
        {
            string[] words = line.Split(' ');
            Assert.True(words is [_, _, _, "counter" or "gauge" or "histogram"], $"TYPE: {line}");
            Assert.True(_help.ContainsKey(words[2]), $"no HELP before {line}");
            Assert.True(_families.TryAdd(words[2], _family = new MetricFamily(words[2], words[3])), $"again: {line}");
        }
        else
        {
            TakeSample(line);
        }
    }

    private void TakeSample(string line)
    {
        Match match = Line().Match(line);
        Assert.True(match.Success, $"no sample: {line}");
        string name = match.Groups["name"].Value;
        Assert.True(_family is not null && NamesOf(_family).Contains(name), $"not under its TYPE: {line}");
        List<KeyValuePair<string, string>> labels = [.. Label().Matches(match.Groups["labels"].Value).Select(static label => KeyValuePair.Create(label.Groups["name"].Value, Unescaped(label.Groups["value"].Value)))];
        Assert.Equal(labels.Count, labels.Select(static label => label.Key).Distinct(StringComparer.Ordinal).Count());
        Assert.True(_series.Add($"{name}\0{string.Join('\0', labels.OrderBy(static label => label.Key, StringComparer.Ordinal))}"), $"twice: {line}");
        _family!.Samples.Add(new MetricSample(name, labels, ValueOf(match.Groups["value"].Value)));
    }

    private static string[] NamesOf(MetricFamily family) =>
        family.Type == "histogram" ? [$"{family.Name}_bucket", $"{family.Name}_sum", $"{family.Name}_count"] : [family.Name];

    private static double ValueOf(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static string Unescaped(string text)
    {
        StringBuilder value = new();
        for (int i = 0; i < text.Length; i++) value.Append(text[i] != '\\' ? text[i] : text[++i] == 'n' ? '\n' : text[i]);
        return value.ToString();
    }

    private void Check(MetricFamily family)
    {
        Assert.Matches("^marathon_lb_[a-z][a-z_]*[a-z]$", family.Name);
        Assert.True(family.Name.EndsWith("_total", StringComparison.Ordinal) == (family.Type == "counter"), $"the name of a {family.Type}: {family.Name}");
        Assert.EndsWith(".", _help[family.Name], StringComparison.Ordinal);
        if (family.Type == "counter") Assert.All(family.Samples, static sample => Assert.InRange(sample.Value, 0, double.MaxValue));
        if (family.Type == "histogram") CheckHistogram(family);
    }

    /// <summary>Each set of labels has buckets, a sum and a count of its own.</summary>
    private static void CheckHistogram(MetricFamily family)
    {
        foreach (IGrouping<string, MetricSample> parts in family.Samples.GroupBy(static sample => string.Join('\0', sample.Labels.Where(static label => label.Key != "le")), StringComparer.Ordinal))
        {
            MetricSample[] buckets = [.. parts.Where(static sample => sample.Name.EndsWith("_bucket", StringComparison.Ordinal))];
            double[] bounds = [.. buckets.Select(static bucket => ValueOf(bucket.Label("le")))];
            Assert.Equal(bounds.Order().Distinct(), bounds);
            Assert.Equal(double.PositiveInfinity, bounds[^1]);
            Assert.Equal(buckets.Select(static bucket => bucket.Value).Order(), buckets.Select(static bucket => bucket.Value));
            Assert.Equal(buckets[^1].Value, Assert.Single(parts, static sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value);
            Assert.Single(parts, static sample => sample.Name.EndsWith("_sum", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*",?)*)\})? (?<value>NaN|[+-]Inf|[+-]?[0-9.]+([eE][+-]?[0-9]+)?)$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)",?""", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
