using System.Globalization;
using System.Text;

namespace MarathonLb.Observability;

/// <summary>Writes metrics as Prometheus reads them (text exposition format 0.0.4): each metric once with its help and type, then its samples.</summary>
internal sealed class MetricsText
{
    /// <summary>The media type of the text.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Prefix = "marathon_lb_";

    private readonly StringBuilder _text = new();
    private string _name = "";

    /// <summary>Begins a value that goes up and down.</summary>
    public MetricsText Gauge(string name, string help) => Begin(name, help, "gauge");

    /// <summary>Begins a count that only grows.</summary>
    public MetricsText Counter(string name, string help) => Begin(name, help, "counter");

    /// <summary>Adds a sample.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="labels">Label names and values; values may be anything.</param>
    public MetricsText Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels) => Sample("", value, labels);

    /// <summary>Writes a histogram.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="help">What it measures.</param>
    /// <param name="histogram">Its buckets.</param>
    public MetricsText Histogram(string name, string help, Histogram histogram) => Histogram(name, help).Buckets(histogram);

    /// <summary>Begins histograms that differ in a label.</summary>
    public MetricsText Histogram(string name, string help) => Begin(name, help, "histogram");

    /// <summary>Adds a histogram's samples.</summary>
    /// <param name="histogram">Its buckets.</param>
    /// <param name="labels">Its labels.</param>
    public MetricsText Buckets(Histogram histogram, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        (long[] counts, double sum) = histogram.Read();
        long total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            total += counts[i];
            string bound = i < histogram.Bounds.Count ? Number(histogram.Bounds[i]) : "+Inf";
            Sample("_bucket", total, [.. labels, ("le", bound)]);
        }

        return Sample("_sum", sum, labels).Sample("_count", total, labels);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private MetricsText Begin(string name, string help, string type)
    {
        _name = Prefix + name;
        _text.Append("# HELP ").Append(_name).Append(' ').Append(help).Append('\n').Append("# TYPE ").Append(_name).Append(' ').Append(type).Append('\n');
        return this;
    }

    private MetricsText Sample(string suffix, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_name).Append(suffix);
        for (int i = 0; i < labels.Length; i++)
        {
            string text = labels[i].Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
            _text.Append(i == 0 ? '{' : ',').Append(labels[i].Name).Append("=\"").Append(text).Append('"');
        }

        if (labels.Length > 0) _text.Append('}');
        _text.Append(' ').Append(Number(value)).Append('\n');
        return this;
    }

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
