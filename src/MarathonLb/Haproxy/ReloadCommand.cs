namespace MarathonLb.Haproxy;

/// <summary>How HAProxy is told to read its new configuration.</summary>
/// <param name="Text">The command as a log shows it.</param>
/// <param name="Command">What is run.</param>
internal sealed record ReloadCommand(string Text, ChildCommand Command)
{
    /// <summary>A reload waits for nothing but the service manager or the user's own script.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    private static readonly string[] UnitFolders = ["etc/systemd/system", "run/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"];

    /// <summary>A command of the user's, for <c>/bin/sh -c</c>.</summary>
    public static ReloadCommand FromShell(string text) => new(text, ChildCommand.Shell(text) with { Timeout = Timeout });

    /// <summary>The service manager that knows HAProxy on this machine (upstart, systemd, sysvinit, the first found), or null.</summary>
    /// <param name="root">The root folder, <c>/</c> but in tests.</param>
    /// <param name="searchPath">PATH.</param>
    public static ReloadCommand? Detect(string root, string? searchPath)
    {
        if (File.Exists(Path.Combine(root, "etc/init/haproxy.conf")) && ProgramFile.Find("initctl", searchPath, "/sbin") is { } initctl)
        {
            return Of(initctl, "reload", "haproxy");
        }

        if (Directory.Exists(Path.Combine(root, "run/systemd/system"))
            && UnitFolders.Any(folder => File.Exists(Path.Combine(root, folder, "haproxy.service")))
            && ProgramFile.Find("systemctl", searchPath, "/usr/bin", "/bin") is { } systemctl)
        {
            return Of(systemctl, "reload", "haproxy");
        }

        string script = Path.Combine(root, "etc/init.d/haproxy");
        return ProgramFile.IsExecutable(script) ? Of(script, "reload") : null;
    }

    private static ReloadCommand Of(string file, params string[] arguments) =>
        new($"{file} {string.Join(' ', arguments)}", new ChildCommand(file, arguments) { Timeout = Timeout });
}
