using System.Text;

namespace MarathonLb.Haproxy;

/// <summary>What a configuration's global section says, as far as it concerns us: users bring their own HAPROXY_HEAD, and we live with it.</summary>
/// <param name="Chroot">The folder that HAProxy locks itself into, or null.</param>
/// <param name="Group">The group it runs as, by name or number, or null for ours.</param>
/// <param name="StateFile">The file of server states, or null if there is none or its name holds a variable.</param>
/// <param name="Maxconn">The fixed limit of connections, or null.</param>
/// <param name="StrictLimits">False if HAProxy starts even where the limits are too low.</param>
internal sealed record GlobalSection(string? Chroot, string? Group, string? StateFile, int? Maxconn, bool StrictLimits)
{
    private static ReadOnlySpan<byte> Keyword => "global"u8;

    /// <summary>Reads the global sections of a configuration.</summary>
    public static GlobalSection Read(ReadOnlySpan<byte> config)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        bool strict = true;
        while (TakeSection(ref config, out ReadOnlySpan<byte> section))
        {
            foreach (Range range in section.Split((byte)'\n'))
            {
                ReadOnlySpan<byte> line = section[range];
                if (!IsIndented(line)) continue;
                string[] words = Encoding.UTF8.GetString(line).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length < 2) continue;
                if (words[0] == "no" && words[1] == "strict-limits") strict = false;
                values[words[0]] = words[1].Trim('"', '\'');
            }
        }

        int? maxconn = int.TryParse(values.GetValueOrDefault("maxconn"), System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
        return new GlobalSection(
            Fixed(values.GetValueOrDefault("chroot")), Fixed(values.GetValueOrDefault("group") ?? values.GetValueOrDefault("gid")), StateFileOf(values), maxconn, strict);
    }

    /// <summary>Takes the next global section, with the lines between its own, out of a configuration: nearly all of that is other sections.</summary>
    /// <returns>False if there is none.</returns>
    private static bool TakeSection(ref ReadOnlySpan<byte> config, out ReadOnlySpan<byte> section)
    {
        section = default;
        int start = config.StartsWith(Keyword) ? 0 : config.IndexOf("\nglobal"u8) + 1;
        config = config[start..];
        if (!config.StartsWith(Keyword)) return false;
        int end = LineEnd(config, 0);
        while (end < config.Length && BelongsTo(config[end..])) end = LineEnd(config, end);
        section = config[..end];
        config = config[end..];
        return true;
    }

    /// <summary>True for the start of a line that does not begin another section: an indented one, an empty one, a comment or a directive such as <c>.if</c>.</summary>
    private static bool BelongsTo(ReadOnlySpan<byte> line) => IsIndented(line) || line[0] is (byte)'\n' or (byte)'#' or (byte)'.';

    private static bool IsIndented(ReadOnlySpan<byte> line) => line.Length > 0 && line[0] is (byte)' ' or (byte)'\t';

    /// <summary>Where the line after the one at a place begins; the text's length if there is none.</summary>
    private static int LineEnd(ReadOnlySpan<byte> text, int place)
    {
        int length = text[place..].IndexOf((byte)'\n');
        return length < 0 ? text.Length : place + length + 1;
    }

    private static string? StateFileOf(Dictionary<string, string> values)
    {
        string? file = Fixed(values.GetValueOrDefault("server-state-file"));
        if (file is null || Path.IsPathRooted(file)) return file;
        return values.TryGetValue("server-state-base", out string? folder) ? Fixed(Path.Combine(folder, file)) : file;
    }

    /// <summary>A value without variables in it.</summary>
    private static string? Fixed(string? value) => value is null || value.Contains('$', StringComparison.Ordinal) ? null : value;
}
