using System.Text;

namespace MarathonLb.Reconcile;

/// <summary>
/// A configuration and its maps in a private temporary folder (mode 0700), for HAProxy to check. The copy of the configuration names the temporary maps where
/// the real one names the real maps: those may be old or missing. No line is added or removed, so line numbers hold.
/// </summary>
internal sealed class CandidateFiles : IDisposable
{
    private readonly string _folder;
    private readonly ConfigPaths _real;
    private readonly ConfigPaths _temporary;

    private CandidateFiles(string folder, ConfigPaths real)
    {
        (_folder, _real) = (folder, real);
        _temporary = ConfigPaths.For(Path.Combine(folder, Path.GetFileName(real.Config)));
    }

    /// <summary>The file to check.</summary>
    public string Config => _temporary.Config;

    /// <summary>Writes the copies. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, and then leaves nothing behind.</summary>
    public static CandidateFiles Write(ConfigPaths real, ConfigSnapshot wanted)
    {
        // The runtime makes it with mode 0700.
        CandidateFiles files = new(Directory.CreateTempSubdirectory("marathon-lb-").FullName, real);
        try
        {
            files.WriteAll(wanted);
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>A message of HAProxy's with the real paths in place of the temporary ones.</summary>
    public string WithRealPaths(string message) => message.Replace(_folder, Path.GetDirectoryName(_real.Config) ?? "/", StringComparison.Ordinal);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only we can read what is left, and the verdict does not depend on it.
        }
    }

    private void WriteAll(ConfigSnapshot wanted)
    {
        if (wanted.DomainMap is { } domains) WriteFile(_temporary.DomainMap, domains.Span);
        if (wanted.AppMap is { } apps) WriteFile(_temporary.AppMap, apps.Span);
        ReadOnlyMemory<byte> config = wanted.Config ?? default;
        if (wanted.DomainMap is not null) config = Redirect(config, _real.DomainMap, _temporary.DomainMap);
        if (wanted.AppMap is not null) config = Redirect(config, _real.AppMap, _temporary.AppMap);
        WriteFile(_temporary.Config, config.Span);
    }

    private static void WriteFile(string path, ReadOnlySpan<byte> content)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using FileStream file = new(path, options);
        file.Write(content);
    }

    /// <summary>Replaces every occurrence of a path, as bytes: the configuration need not be valid UTF-8.</summary>
    private static ReadOnlyMemory<byte> Redirect(ReadOnlyMemory<byte> config, string from, string to)
    {
        byte[] oldPath = Encoding.UTF8.GetBytes(from), newPath = Encoding.UTF8.GetBytes(to);
        MemoryStream result = new(config.Length + 256);
        ReadOnlySpan<byte> rest = config.Span;
        while (rest.IndexOf(oldPath) is >= 0 and int at)
        {
            result.Write(rest[..at]);
            result.Write(newPath);
            rest = rest[(at + oldPath.Length)..];
        }

        result.Write(rest);
        return result.ToArray();
    }
}
