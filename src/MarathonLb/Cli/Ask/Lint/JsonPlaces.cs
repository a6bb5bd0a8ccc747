using System.Globalization;
using System.Text.Json;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Where each value of a JSON text stands: its path, as in <c>$.labels.HAPROXY_0_VHOST</c> or <c>$.apps[2]</c>, and the line it begins on.</summary>
internal sealed class JsonPlaces
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);
    private readonly List<string> _repeated = [];

    private JsonPlaces()
    {
    }

    /// <summary>The members that an object has twice, by path: which of them counts depends on who reads it.</summary>
    public IReadOnlyList<string> Repeated => _repeated;

    /// <summary>True if there is a value at a path.</summary>
    public bool Has(string path) => _lines.ContainsKey(path);

    /// <summary>The line of a path, from 1; of the nearest value around it if there is none.</summary>
    public int LineOf(string path)
    {
        while (true)
        {
            if (_lines.TryGetValue(path, out int line)) return line;
            int cut = path.LastIndexOfAny(['.', '[']);
            if (cut <= 0) return 1;
            path = path[..cut];
        }
    }

    /// <summary>The path of a member.</summary>
    public static string Member(string path, string name)
    {
        bool plain = name.Length > 0 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        return plain ? $"{path}.{name}" : $"{path}['{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}']";
    }

    /// <summary>The path of an element.</summary>
    public static string Element(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>Goes through a text.</summary>
    /// <exception cref="JsonException">It is not JSON; the exception says where.</exception>
    public static JsonPlaces Read(ReadOnlySpan<byte> text)
    {
        JsonPlaces places = new();
        Utf8JsonReader json = new(text, new JsonReaderOptions { MaxDepth = 256 });
        Stack<Level> levels = new();
        int line = 1;
        int counted = 0;
        string path = "$";
        while (json.Read())
        {
            int at = (int)json.TokenStartIndex;
            line += text[counted..at].Count((byte)'\n');
            counted = at;
            switch (json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path = Member(levels.Peek().Path, json.GetString()!);
                    if (!places._lines.TryAdd(path, line)) places._repeated.Add(path);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    continue;
            }

            if (levels.TryPeek(out Level? level) && level.IsList) path = Element(level.Path, level.Count++);
            places._lines.TryAdd(path, line);
            if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) levels.Push(new Level(path, json.TokenType == JsonTokenType.StartArray));
        }

        return places;
    }

    /// <summary>An object or list that is open.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="isList">True for a list.</param>
    private sealed class Level(string path, bool isList)
    {
        public string Path { get; } = path;

        public bool IsList { get; } = isList;

        /// <summary>The elements so far.</summary>
        public int Count { get; set; }
    }
}
