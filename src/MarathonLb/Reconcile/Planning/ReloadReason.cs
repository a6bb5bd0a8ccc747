namespace MarathonLb.Reconcile.Planning;

/// <summary>Why a change needs a reload. Counted by name, so names are part of the interface: add, don't rename.</summary>
internal enum ReloadReason
{
    /// <summary>HAProxy was not running, or did not run what is on disk.</summary>
    Start,

    /// <summary>A frontend, backend or other section comes, goes or moves.</summary>
    Sections,

    /// <summary>A line other than a server's changes within a section.</summary>
    Lines,

    /// <summary>A server keeps its name and changes in a way that no command can bring about.</summary>
    ServerSettings,

    /// <summary>A server line holds what <c>add server</c> does not take, or what can't be carried to the command line.</summary>
    ServerLine,

    /// <summary>The backend's settings keep HAProxy from adding servers: static balancing, or a <c>default-server</c> line, which added servers don't inherit.</summary>
    BackendSettings,

    /// <summary>A sticky backend, where HAProxy (before 3.0) takes no cookie on an added server.</summary>
    Cookie,

    /// <summary>HAProxy refused a command, or gave an answer that is not understood.</summary>
    CommandFailed,

    /// <summary>HAProxy's socket did not answer.</summary>
    NoAnswer,

    /// <summary>After the commands HAProxy did not run what was asked for.</summary>
    Drift,

    /// <summary>Another worker answers than the one we knew: HAProxy was restarted or reloaded by somebody else.</summary>
    OtherWorker,

    /// <summary>A certificate changed that HAProxy can't swap while it runs.</summary>
    Certificate,

    /// <summary>The file on disk is not what we wrote.</summary>
    FileChanged,

    /// <summary><c>--no-runtime-updates</c>, or a HAProxy that somebody else runs.</summary>
    Disabled,

    /// <summary>Somebody asked for it (SIGUSR1).</summary>
    Asked,
}

/// <summary>The reasons as logs, metrics and documents have them.</summary>
internal static class ReloadReasons
{
    /// <summary>A short name, such as <c>server-settings</c>.</summary>
    public static string NameOf(ReloadReason reason) => reason switch
    {
        ReloadReason.Start => "start",
        ReloadReason.Sections => "sections",
        ReloadReason.Lines => "lines",
        ReloadReason.ServerSettings => "server-settings",
        ReloadReason.ServerLine => "server-line",
        ReloadReason.BackendSettings => "backend-settings",
        ReloadReason.Cookie => "cookie",
        ReloadReason.CommandFailed => "command-failed",
        ReloadReason.NoAnswer => "no-answer",
        ReloadReason.Drift => "drift",
        ReloadReason.OtherWorker => "other-worker",
        ReloadReason.Certificate => "certificate",
        ReloadReason.FileChanged => "file-changed",
        ReloadReason.Disabled => "disabled",
        ReloadReason.Asked => "asked",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "not declared"),
    };
}
