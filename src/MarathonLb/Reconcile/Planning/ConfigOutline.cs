using System.Security.Cryptography;

namespace MarathonLb.Reconcile.Planning;

/// <summary>A configuration seen from far: where each backend stands, and a hash of all the rest. The text itself stays where it is: of 10,000 apps it is 17 MB.</summary>
internal sealed class ConfigOutline
{
    private readonly ReadOnlyMemory<byte> _config;
    private readonly Dictionary<string, Range> _backends = new(StringComparer.Ordinal);

    /// <summary>Reads a configuration; it need not be valid.</summary>
    /// <param name="config">The configuration; must not change.</param>
    public ConfigOutline(ReadOnlyMemory<byte> config)
    {
        _config = config;
        ReadOnlySpan<byte> text = config.Span;
        using IncrementalHash rest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int start = 0; start < text.Length;)
        {
            int end = ConfigSections.EndOf(text, start);
            if (!IsBackend(text[start..end], out string name) || !_backends.TryAdd(name, start..end)) AddLines(rest, text[start..end]);
            start = end;
        }

        Rest = rest.GetHashAndReset();
    }

    /// <summary>The backends' names.</summary>
    public IReadOnlyCollection<string> Backends => _backends.Keys;

    /// <summary>A hash of everything outside of backends, but for blanks and comments.</summary>
    public byte[] Rest { get; }

    /// <summary>The section of a backend; empty if there is none.</summary>
    public ReadOnlySpan<byte> TextOf(string backend) => _backends.TryGetValue(backend, out Range range) ? _config.Span[range] : default;

    /// <summary>How many servers a section has.</summary>
    public static int ServersIn(ReadOnlySpan<byte> section)
    {
        int servers = 0;
        int at = 0;
        while (ConfigSections.TryNextLine(section, ref at, out ReadOnlySpan<byte> line)) servers += line.StartsWith("server "u8) || line.StartsWith("server\t"u8) ? 1 : 0;
        return servers;
    }

    private static bool IsBackend(ReadOnlySpan<byte> section, out string name)
    {
        name = "";
        int at = 0;
        if (!ConfigSections.TryNextLine(section, ref at, out ReadOnlySpan<byte> header) || !header.StartsWith("backend"u8)) return false;
        name = ConfigSections.NameIn(System.Text.Encoding.UTF8.GetString(header));
        return true;
    }

    private static void AddLines(IncrementalHash hash, ReadOnlySpan<byte> section)
    {
        int at = 0;
        while (ConfigSections.TryNextLine(section, ref at, out ReadOnlySpan<byte> line))
        {
            hash.AppendData(line);
            hash.AppendData("\n"u8);
        }
    }
}
