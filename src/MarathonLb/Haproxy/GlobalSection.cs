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
    /// <summary>Reads the global sections of a configuration.</summary>
    public static GlobalSection Read(ReadOnlySpan<byte> config)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        bool global = false;
        bool strict = true;
        foreach (Range range in config.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = config[range];
            if (line.Length == 0 || line[0] is (byte)'#' or (byte)'.') continue;
            bool indented = line[0] is (byte)' ' or (byte)'\t';
            if (!indented) global = line.StartsWith("global"u8);
            if (!indented || !global) continue;
            string[] words = Encoding.UTF8.GetString(line).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2) continue;
            if (words[0] == "no" && words[1] == "strict-limits") strict = false;
            values[words[0]] = words[1].Trim('"', '\'');
        }

        int? maxconn = int.TryParse(values.GetValueOrDefault("maxconn"), System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : null;
        return new GlobalSection(
            Fixed(values.GetValueOrDefault("chroot")), Fixed(values.GetValueOrDefault("group") ?? values.GetValueOrDefault("gid")), StateFileOf(values), maxconn, strict);
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
