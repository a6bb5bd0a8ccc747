using System.Buffers;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>A kernel setting of <c>HAPROXY_SYSCTL_PARAMS</c>, such as <c>net.core.somaxconn=4096</c>.</summary>
/// <param name="Name">As it was written.</param>
/// <param name="RelativePath">Its file below /proc/sys.</param>
/// <param name="Value">What is written into it.</param>
internal sealed record SystemControl(string Name, string RelativePath, string Value)
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:@/");

    /// <summary>
    /// Reads one <c>name=value</c>; null if it is none. As sysctl(8) has it, whichever of <c>.</c> and <c>/</c> comes first separates, and the other stands
    /// for a dot: <c>net.ipv4.conf.eth0/7.forwarding</c>. A name can't lead out of /proc/sys.
    /// </summary>
    public static SystemControl? Parse(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1) return null;
        string name = text[..equals];
        if (name.AsSpan().ContainsAnyExcept(NameCharacters)) return null;
        int separator = name.AsSpan().IndexOfAny('.', '/');
        string path = separator >= 0 && name[separator] == '.' ? Swap(name) : name;
        return path.Split('/').All(part => part is not ("" or "." or "..")) ? new(name, path, text[(equals + 1)..]) : null;
    }

    private static string Swap(string name) => string.Create(name.Length, name, static (span, from) =>
    {
        for (int i = 0; i < span.Length; i++) span[i] = from[i] switch { '.' => '/', '/' => '.', char c => c };
    });
}
