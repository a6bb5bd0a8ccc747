namespace MarathonLb.Cli.EntryPoint;

/// <summary>Marathon unpacks what an app definition's <c>uris</c> name into the task's sandbox; templates that come this way are copied to where we look.</summary>
internal static class SandboxTemplates
{
    /// <summary>Copies the files of the sandbox's <c>templates</c> folder over ours and tells how many. Throws <see cref="EntryPointException"/>.</summary>
    public static int Copy(string? sandbox, EntryPointPaths paths)
    {
        if (sandbox is null) return 0;
        string from = Path.Combine(sandbox, "templates");
        if (!Directory.Exists(from)) return 0;
        try
        {
            string[] files = Directory.GetFiles(from);
            Directory.CreateDirectory(paths.Templates);
            foreach (string file in files)
            {
                string to = Path.Combine(paths.Templates, Path.GetFileName(file));
                if (Path.GetFullPath(file) != Path.GetFullPath(to)) File.Copy(file, to, overwrite: true);
            }

            return files.Length;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EntryPointException(ExitCode.FileSystem, $"{from}: the templates can't be copied to {paths.Templates} ({e.Message}); check the permissions of both", e);
        }
    }
}
