using System.Globalization;
using System.Text;

namespace MarathonLb.Haproxy.Runtime;

/// <content>Maps. A whole new content goes in one transaction: prepare, add to the version made, commit; the old one serves until then.</content>
internal static partial class RuntimeCommands
{
    /// <summary>Most bytes of entries in one command.</summary>
    private const int LongestEntries = 14_000;

    /// <summary>Starts a new content for a map; the answer names its version.</summary>
    public static RuntimeCommand PrepareMap(string map) => Make(CommandKind.MapPrepare, $"prepare map {Map(map)}");

    /// <summary>Adds entries to a version, as few commands as possible. HAProxy does not look for keys that are there twice.</summary>
    public static List<RuntimeCommand> AddMapEntries(string map, uint version, IEnumerable<KeyValuePair<string, string>> entries)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"add map @{version} {Map(map)}");
        List<RuntimeCommand> commands = [];
        StringBuilder payload = new();
        int bytes = 0;
        foreach ((string key, string value) in entries)
        {
            string line = PayloadLine(key, value);
            int length = Encoding.UTF8.GetByteCount(line) + 1;
            if (bytes + length > LongestEntries && bytes > 0)
            {
                commands.Add(Make(CommandKind.MapAdd, text, payload.ToString()));
                payload.Clear();
                bytes = 0;
            }

            if (bytes > 0) payload.Append('\n');
            payload.Append(line);
            bytes += length;
        }

        if (bytes > 0) commands.Add(Make(CommandKind.MapAdd, text, payload.ToString()));
        return commands;
    }

    /// <summary>Adds one entry to what is served.</summary>
    public static RuntimeCommand AddMapEntry(string map, string key, string value) =>
        Make(CommandKind.MapAdd, $"add map {Map(map)} {CliText.Escape(key)} {CliText.Escape(value)}");

    /// <summary>Changes the value of an entry that is served, of all with this key.</summary>
    public static RuntimeCommand SetMapEntry(string map, string key, string value) =>
        Make(CommandKind.MapSet, $"set map {Map(map)} {Key(key)} {CliText.Escape(value)}");

    /// <summary>Removes an entry that is served.</summary>
    public static RuntimeCommand DeleteMapEntry(string map, string key) => Make(CommandKind.MapDelete, $"del map {Map(map)} {Key(key)}");

    /// <summary>Makes a version the content that is served, at once.</summary>
    public static RuntimeCommand CommitMap(string map, uint version) =>
        Make(CommandKind.MapCommit, string.Create(CultureInfo.InvariantCulture, $"commit map @{version} {Map(map)}"));

    /// <summary>Asks for the entries of a map; <see cref="MapEntries"/> reads them.</summary>
    public static RuntimeCommand ShowMap(string map) => Make(CommandKind.Show, $"show map {Map(map)}");

    /// <summary>A map is named by its file as the configuration has it; <c>#1</c> would be a number and <c>@1</c> a version.</summary>
    private static string Map(string map) => map is not ['#' or '@', ..]
        ? CliText.Escape(map) : throw new ArgumentException($"not the name of a map file: '{map}'", nameof(map));

    /// <summary><c>#0x…</c> would be an entry's address in memory.</summary>
    private static string Key(string key) => key is not ['#', ..]
        ? CliText.Escape(key) : throw new ArgumentException($"a key can't begin with #: '{key}'", nameof(key));

    /// <summary>In a payload nothing is escaped: the key ends at the first space, the value with the line.</summary>
    private static string PayloadLine(string key, string value)
    {
        CliText.Require(key);
        CliText.Require(value);
        if (!key.Contains(' ', StringComparison.Ordinal) && value[0] != ' ') return $"{key} {value}";
        throw new ArgumentException($"can't be an entry of a map: '{key}' '{value}'", nameof(key));
    }
}
