using System.Collections;
using System.Text;

namespace MarathonLb.Findings;

/// <summary>The findings of one round, each once, in the order they were made.</summary>
internal sealed class FindingLog : IReadOnlyCollection<Finding>
{
    /// <summary>Longest value quoted in a finding, in characters: a label may hold 100 kB.</summary>
    private const int LongestValue = 120;

    private readonly List<Finding> _findings = [];
    private readonly HashSet<Finding> _seen = [];

    /// <inheritdoc/>
    public int Count => _findings.Count;

    /// <summary>Adds a finding, unless the very same one is there already.</summary>
    public void Add(Finding finding)
    {
        Finding safe = finding with { Value = Quotable(finding.Value) };
        if (_seen.Add(safe))
        {
            _findings.Add(safe);
        }
    }

    /// <summary>Forgets everything, for the next round.</summary>
    public void Clear()
    {
        _findings.Clear();
        _seen.Clear();
    }

    /// <inheritdoc/>
    public IEnumerator<Finding> GetEnumerator() => _findings.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A value as it can be shown: short, on one line, invisible characters written as escapes (a log line must not be forged by a label).</summary>
    private static string? Quotable(string? value)
    {
        if (value is null) return null;
        StringBuilder text = new();
        foreach (char c in value.AsSpan(0, Math.Min(value.Length, LongestValue)))
        {
            bool visible = c == ' ' || !(char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format);
            _ = visible ? text.Append(c) : text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return value.Length > LongestValue ? text.Append('…').ToString() : text.ToString();
    }
}
