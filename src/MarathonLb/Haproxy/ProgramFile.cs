namespace MarathonLb.Haproxy;

/// <summary>Finds programs as a shell would.</summary>
internal static class ProgramFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>True if the file is there and may be executed by somebody. Whether by us, starting it will tell.</summary>
    public static bool IsExecutable(string path)
    {
        try
        {
            FileSystemInfo? target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true) ?? new FileInfo(path);
            return target is FileInfo { Exists: true } && (target.UnixFileMode & AnyExecute) != UnixFileMode.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The program's absolute path: the first in the search path's folders, then in the extra ones; null if it is in none.</summary>
    /// <param name="name">Its name without folder.</param>
    /// <param name="searchPath">Folders separated by colons, as in PATH; may be null.</param>
    /// <param name="extra">Folders to look in after those.</param>
    public static string? Find(string name, string? searchPath, params ReadOnlySpan<string> extra)
    {
        string[] folders = [.. (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries), .. extra];
        foreach (string folder in folders)
        {
            string path = Path.GetFullPath(Path.Combine(folder, name));
            if (IsExecutable(path)) return path;
        }

        return null;
    }
}
