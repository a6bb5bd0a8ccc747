namespace MarathonLb.EndToEnd.Metrics;

/// <summary>A metric with its samples.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">gauge, counter or histogram.</param>
internal sealed record MetricFamily(string Name, string Type)
{
    /// <summary>Its samples in their order.</summary>
    public List<MetricSample> Samples { get; } = [];
}

/// <summary>A sample.</summary>
/// <param name="Name">Its name; that of a histogram's parts has a suffix.</param>
/// <param name="Labels">Its labels in their order.</param>
/// <param name="Value">Its value.</param>
internal sealed record MetricSample(string Name, IReadOnlyList<KeyValuePair<string, string>> Labels, double Value)
{
    /// <summary>The value of a label; empty without.</summary>
    public string Label(string name) => Labels.FirstOrDefault(label => label.Key == name).Value ?? "";
}
