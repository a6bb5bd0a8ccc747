namespace MarathonLb.Cli;

/// <summary>What the process tells whoever started it. In all but <see cref="Done"/> and <see cref="ReloadFailed"/> the files on disk are untouched.</summary>
internal enum ExitCode
{
    /// <summary>The configuration was written and HAProxy reloaded, or there was nothing to do, or what was asked for was printed.</summary>
    Done = 0,

    /// <summary>HAProxy does not accept the configuration, or there is no HAProxy to ask; lint found errors; what was asked for (an app, a route) is not there.</summary>
    ConfigurationInvalid = 1,

    /// <summary>The command line or the environment can't be used as it is.</summary>
    Usage = 2,

    /// <summary>No Marathon host gave an answer that can be used.</summary>
    MarathonUnreachable = 3,

    /// <summary>A file could not be read or written: permissions, a full disk, a missing folder.</summary>
    FileSystem = 4,

    /// <summary>The configuration is valid and written, but the reload command kept failing; the next run tries it again.</summary>
    ReloadFailed = 5,

    /// <summary>A port that the configuration as a whole needs, such as 9090, is taken by another process, and nothing is served yet.</summary>
    PortTaken = 6,

    /// <summary><c>accept</c>: nothing is held.</summary>
    NothingHeld = 7,

    /// <summary><c>accept</c>, <c>explain</c>, <c>route</c>, <c>diff</c>, <c>history</c>, <c>rollback</c>: no daemon answers in the run directory.</summary>
    NoDaemon = 8,

    /// <summary><c>rollback</c>, <c>diff</c>: there is no such version, or nothing is pinned.</summary>
    NoSuchVersion = 9,

    /// <summary>Stopped by a signal before the work was done (128 + SIGINT, as shells count).</summary>
    Interrupted = 130,
}
