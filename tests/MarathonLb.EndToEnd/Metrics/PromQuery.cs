using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Metrics;

/// <summary>The queries of deploy/, as far as it takes to see whether they ask for something that there is.</summary>
internal static partial class PromQuery
{
    /// <summary>All queries of the dashboard and the alert rules.</summary>
    public static string[] Deployed()
    {
        List<string> queries = [];
        Collect(JsonNode.Parse(File.ReadAllText(Repository.PathOf("deploy", "grafana-dashboard.json"))), queries);
        Assert.True(queries.Count > 10);
        string[] alerts = [.. Alert().Matches(File.ReadAllText(Repository.PathOf("deploy", "alerts.yml"))).Select(static match => match.Groups["query"].Value)];
        Assert.True(alerts.Length > 5);
        return [.. queries, .. alerts];
    }

    /// <summary>What a query asks for that there is not; empty if all is there.</summary>
    public static IEnumerable<string> Missing(string query, IReadOnlyDictionary<string, MetricFamily> metrics)
    {
        List<MetricFamily> asked = [];
        foreach (Match metric in Metric().Matches(query))
        {
            string name = metric.Groups["name"].Value;
            MetricFamily? family = metrics.GetValueOrDefault(name) ?? metrics.GetValueOrDefault(Suffix().Replace(name, ""));
            MetricSample[] samples = [.. (family?.Samples ?? []).Where(sample => sample.Name == name)];
            if (samples.Length == 0) yield return $"{name} in {query}";
            else asked.Add(family!);
            foreach (Match matcher in Matcher().Matches(metric.Groups["matchers"].Value))
            {
                if (matcher.Groups["label"].Value == "instance") continue;
                Regex value = new($"^({matcher.Groups["value"].Value})$");
                if (!samples.Any(sample => value.IsMatch(sample.Label(matcher.Groups["label"].Value)))) yield return $"{matcher.Value} in {query}";
            }
        }

        foreach (string label in By().Matches(query).SelectMany(static by => by.Groups["labels"].Value.Split(',')).Select(static label => label.Trim()))
        {
            if (!asked.Exists(family => family.Samples.Exists(sample => sample.Label(label).Length > 0))) yield return $"label {label} in {query}";
        }
    }

    private static void Collect(JsonNode? node, List<string> queries)
    {
        if (node is JsonArray list)
        {
            foreach (JsonNode? element in list) Collect(element, queries);
        }
        else if (node is JsonObject members)
        {
            foreach ((string name, JsonNode? value) in members)
            {
                if (name is "expr" or "query" && value is JsonValue text && (string?)text is string query && query.Contains("marathon_lb", StringComparison.Ordinal)) queries.Add(query);
                else Collect(value, queries);
            }
        }
    }

    [GeneratedRegex(@"^ +expr: (?<query>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Alert();

    [GeneratedRegex(@"(?<name>marathon_lb_[a-z_]+)(\{(?<matchers>[^}]*)\})?", RegexOptions.ExplicitCapture)]
    private static partial Regex Metric();

    [GeneratedRegex("(?<label>[a-z_]+)=~?\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\bby \((?<labels>[^)]*)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex By();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
