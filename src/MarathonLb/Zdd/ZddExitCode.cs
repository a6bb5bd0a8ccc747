namespace MarathonLb.Zdd;

/// <summary>What zdd tells whoever started it (spec, section 8).</summary>
internal enum ZddExitCode
{
    /// <summary>Done, or there was nothing to do.</summary>
    Done = 0,

    /// <summary>The operator said no.</summary>
    Declined = 1,

    /// <summary>Anything else: another deploy is under way, or the pre-kill hook refused.</summary>
    Unexpected = 2,

    /// <summary>The command line can't be used as it is.</summary>
    InvalidArguments = 3,

    /// <summary>The app's definition lacks a field, or has one that can't be used.</summary>
    MissingField = 4,

    /// <summary>A load balancer does not answer, or never did what was waited for.</summary>
    LoadBalancer = 5,

    /// <summary>Marathon does not answer what is asked of it.</summary>
    Marathon = 6,

    /// <summary>The new app could not be created.</summary>
    CreateFailed = 7,

    /// <summary>The old app could not be deleted.</summary>
    DeleteFailed = 8,

    /// <summary>An app could not be scaled, up or down.</summary>
    ScaleFailed = 9,

    /// <summary>Stopped by a signal (128 + SIGINT, as shells count).</summary>
    Interrupted = 130,
}
