using System.Text.Json;
using MarathonLb.Apps.Labels;

namespace MarathonLb.Marathon.Json;

/// <summary>Reads <c>labels</c>: <c>{"HAPROXY_GROUP":"external","HAPROXY_0_VHOST":"www.example.com"}</c>.</summary>
internal sealed class LabelReader(FieldReader fields)
{
    private readonly List<AppLabel> _labels = [];

    /// <summary>Where in the list a name stands: an app may have thousands of labels, so no search through the list.</summary>
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    /// <summary>The labels of the member just named; those whose value is null are left out.</summary>
    public AppLabel[] Read(ref Utf8JsonReader json)
    {
        _labels.Clear();
        _places.Clear();
        if (!fields.EnterObject(ref json)) return [];
        while (fields.NextMember(ref json))
        {
            _ = LabelKeys.TryParse(fields.Name(ref json), out LabelKey key);
            string? name = fields.NameWord(ref json);
            string? value = fields.LabelValue(ref json);
            if (name is null || value is null) continue;
            AppLabel label = new(name, value, key);
            if (_places.TryAdd(name, _labels.Count)) _labels.Add(label);
            else _labels[_places[name]] = label;
        }

        return [.. _labels];
    }
}
