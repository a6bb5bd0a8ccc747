using System.Globalization;
using System.Text;
using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Says where in an app's document a value stands, such as <c>tasks[3].ports[0]</c>. It walks the app a second time, so that the first reading
/// need not keep track: only a document with a mistake pays.
/// </summary>
internal static class JsonPath
{
    /// <summary>The path of a token.</summary>
    /// <param name="json">A reader that stands at the start of the app.</param>
    /// <param name="at">Where the token begins, as <see cref="Utf8JsonReader.TokenStartIndex"/> counts.</param>
    public static string Of(Utf8JsonReader json, long at)
    {
        List<Container> around = [new(IsList: false)];
        while (json.Read())
        {
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    around[^1] = around[^1] with { Member = NameOf(ref json) };
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    around.RemoveAt(around.Count - 1);
                    continue;
                default:
                    around[^1] = around[^1] with { Index = around[^1].Index + 1 };
                    break;
            }

            if (json.TokenStartIndex >= at || around.Count == 0) break;
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                around.Add(new(IsList: json.TokenType == JsonTokenType.StartArray));
            }
        }

        return Join(around);
    }

    private static string Join(List<Container> around)
    {
        StringBuilder path = new();
        foreach (Container container in around)
        {
            if (container.IsList)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{container.Index}]");
                continue;
            }

            if (path.Length > 0) path.Append('.');
            path.Append(container.Member);
        }

        return path.ToString();
    }

    private static string NameOf(ref Utf8JsonReader json)
    {
        try
        {
            return Excerpt.Of(json.GetString() ?? "");
        }
        catch (InvalidOperationException)
        {
            return "(a name that is not valid Unicode text)";
        }
    }

    /// <summary>An object or list that the walk is in.</summary>
    private sealed record Container(bool IsList)
    {
        public string Member { get; init; } = "";

        public int Index { get; init; } = -1;
    }
}
