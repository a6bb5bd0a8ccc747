using System.Runtime.InteropServices;

namespace MarathonLb.Reconcile;

/// <summary>
/// What is on disk: known from memory as long as nobody else has touched the files, read again if somebody has. Reading megabytes for each changed server would cost more than all the rest.
/// </summary>
/// <param name="paths">The files.</param>
internal sealed class DiskConfig(ConfigPaths paths)
{
    private Stamp _stamp;
    private ConfigSnapshot? _known;

    /// <summary>What is on disk now.</summary>
    /// <exception cref="IOException">A file is there but can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public ConfigSnapshot Current
    {
        get
        {
            if (_known is not null && _stamp == StampNow()) return _known;

            // Before the reading: a change in between shows as another stamp next time.
            _stamp = StampNow();
            ConfigSnapshot found = ConfigSnapshot.Read(paths);
            IsForeign |= _known is not null && !(found.Satisfies(_known) && _known.Satisfies(found));
            return _known = found;
        }
    }

    /// <summary>True if somebody else has changed the files, so that HAProxy does not run what they say.</summary>
    public bool IsForeign { get; private set; }

    /// <summary>Remembers equal content in other memory: the renderer wants to use the old one again.</summary>
    /// <param name="same">What is on disk; its memory must not change until the next call.</param>
    public void Remember(ConfigSnapshot same) =>
        _known = same with { DomainMap = same.DomainMap ?? _known?.DomainMap, AppMap = same.AppMap ?? _known?.AppMap };

    /// <summary>HAProxy runs what is on disk now.</summary>
    public void Accept() => IsForeign = false;

    /// <summary>Replaces what is on disk, all files or none; those that stay the same are not written.</summary>
    /// <param name="wanted">What is to be there; its memory must not change until the next call.</param>
    public void Replace(ConfigSnapshot wanted)
    {
        ConfigFiles.Replace(paths, Current, wanted);
        Remember(wanted);
        _stamp = StampNow();
    }

    private Stamp StampNow() => new(Of(paths.Config), Of(paths.DomainMap), Of(paths.AppMap));

    private static (long Length, long Written) Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc.Ticks) : (-1, 0);
    }

    /// <summary>Lengths and times of the files. The time has nanoseconds on Linux, so an edit that keeps the length shows too.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Stamp((long Length, long Written) Config, (long Length, long Written) DomainMap, (long Length, long Written) AppMap);
}
