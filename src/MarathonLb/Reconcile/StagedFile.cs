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
    public static StagedFile Write(string path, ReadOnlySpan<byte> content)
    {
        FileInfo link = new(path);
        string target = link.LinkTarget is null ? path : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        string folder = Path.GetDirectoryName(target) ?? "/";
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{RandomNumberGenerator.GetHexString(12, lowercase: true)}.tmp");
        StagedFile staged = new(target, temporary);
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            using (FileStream file = new(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }

            bool replaces = File.Exists(target);
            if (replaces) UnixFile.CopyOwner(target, temporary);
            File.SetUnixFileMode(temporary, replaces ? File.GetUnixFileMode(target) : NewFileMode);
            return staged;
        }
        catch
        {
            staged.Dispose();
            throw;
        }
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
