using System.Security.Cryptography;

namespace MarathonLb.Reconcile;

/// <summary>
/// A new version of a file, complete and flushed to disk beside the old one under a temporary name. Committing it is one rename, so a reader sees the
/// old file or the new one. A symbolic link stays: the file it points to is replaced.
/// </summary>
internal sealed class StagedFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A new configuration holds passwords: the group (HAProxy's) may read it, others not.</summary>
    private const UnixFileMode NewFileMode = OwnerOnly | UnixFileMode.GroupRead;

    private readonly string _target;
    private readonly string _temporary;
    private bool _pending = true;

    private StagedFile(string target, string temporary) => (_target, _temporary) = (target, temporary);

    /// <summary>
    /// Writes the new version. The old file's mode and owner are kept. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, and
    /// then leaves nothing behind.
    /// </summary>
    public static StagedFile Write(string path, ReadOnlySpan<byte> content) => Write(path, content, static (file, bytes) => file.Write(bytes));

    /// <summary>The same for what is written piece by piece.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    public static StagedFile Write(string path, Action<Stream> write) => Write(path, write, static (file, write) => write(file));

    private static StagedFile Write<T>(string path, T content, Action<Stream, T> write)
        where T : allows ref struct
    {
        StagedFile staged = For(path);
        try
        {
            using (FileStream file = staged.Create())
            {
                write(file, content);
                file.Flush(flushToDisk: true);
            }

            staged.TakeAfter();
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
    }

    private static StagedFile For(string path)
    {
        FileInfo link = new(path);
        string target = link.LinkTarget is null ? path : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) ?? "/";
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tmp");
        return new StagedFile(target, temporary);
    }

    private FileStream Create() => new(_temporary, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });

    /// <summary>Takes mode and owner after the old file.</summary>
    private void TakeAfter()
    {
        bool replaces = File.Exists(_target);
        if (replaces) UnixFile.CopyOwner(_target, _temporary);
        File.SetUnixFileMode(_temporary, replaces ? File.GetUnixFileMode(_target) : NewFileMode);
    }

    /// <summary>Puts the new version in place of the old one.</summary>
    public void Commit()
    {
        File.Move(_temporary, _target, overwrite: true);
        _pending = false;
        UnixFile.FlushFolder(Path.GetDirectoryName(_target) ?? "/");
    }

    /// <summary>Removes the new version if it was not committed.</summary>
    public void Dispose()
    {
        if (!_pending) return;
        _pending = false;
        try
        {
            File.Delete(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The error that brought us here is the one worth telling; a leftover dot file harms nobody.
        }
    }
}
