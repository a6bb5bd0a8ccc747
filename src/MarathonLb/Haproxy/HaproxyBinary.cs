namespace MarathonLb.Haproxy;

/// <summary>The HAProxy program on this machine.</summary>
/// <param name="File">Its path.</param>
internal sealed record HaproxyBinary(string File)
{
    /// <summary>Folders that hold haproxy on most systems and are often missing from the PATH of cron jobs and unprivileged users.</summary>
    private static readonly string[] UsualFolders = ["/usr/sbin", "/usr/local/sbin"];

    private static readonly TimeSpan VersionTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The file given, else haproxy on the search path, else in the usual folders; null if there is none.</summary>
    public static HaproxyBinary? Find(string? given, string? searchPath)
    {
        string? file = given ?? ProgramFile.Find("haproxy", searchPath, UsualFolders);
        return file is null ? null : new HaproxyBinary(file);
    }

    /// <summary>Asks it for its version; null if it can't be run or says something else.</summary>
    public async Task<HaproxyVersion?> GetVersionAsync(CancellationToken cancellationToken)
    {
        ChildCommand command = new(File, ["-v"]) { Timeout = VersionTimeout };
        ChildResult result = await ChildProcess.RunAsync(command, cancellationToken);
        return result.Succeeded ? HaproxyVersion.Parse(result.Output) : null;
    }
}
