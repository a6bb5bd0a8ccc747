namespace MarathonLb.Haproxy.Runtime;

/// <summary>What a command does; what counts as its success follows from it (<see cref="AnswerRules"/>).</summary>
internal enum CommandKind
{
    /// <summary>Reads something.</summary>
    Show,

    /// <summary><c>add server</c>; the new server is in maintenance and its checks are off.</summary>
    AddServer,

    /// <summary><c>del server</c>; only one in maintenance without connections can be deleted.</summary>
    DeleteServer,

    /// <summary><c>enable health</c>.</summary>
    EnableHealth,

    /// <summary><c>set server … state</c>.</summary>
    ServerState,

    /// <summary><c>set server … weight</c>.</summary>
    ServerWeight,

    /// <summary><c>set server … addr … port</c>.</summary>
    ServerAddress,

    /// <summary><c>set server … check-port</c>.</summary>
    ServerCheckPort,

    /// <summary><c>shutdown sessions server</c>.</summary>
    ShutdownSessions,

    /// <summary><c>prepare map</c>; its answer names the version to fill (<see cref="RuntimeAnswer.MapVersion"/>).</summary>
    MapPrepare,

    /// <summary><c>add map</c>, one entry or many.</summary>
    MapAdd,

    /// <summary><c>set map</c>.</summary>
    MapSet,

    /// <summary><c>del map</c>.</summary>
    MapDelete,

    /// <summary><c>commit map</c>.</summary>
    MapCommit,

    /// <summary><c>set ssl cert</c>: opens a transaction.</summary>
    CertificateSet,

    /// <summary><c>commit ssl cert</c>.</summary>
    CertificateCommit,

    /// <summary><c>abort ssl cert</c>.</summary>
    CertificateAbort,
}
