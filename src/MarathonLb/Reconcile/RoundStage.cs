namespace MarathonLb.Reconcile;

/// <summary>A part of a round that is timed by itself.</summary>
internal enum RoundStage
{
    /// <summary>Marathon is asked, and read.</summary>
    Fetch,

    /// <summary>Apps become services, and services the configuration's text.</summary>
    Render,

    /// <summary>HAProxy is asked whether it would start with it; with the search for whom to go without, if it would not.</summary>
    Validate,

    /// <summary>Files are replaced, and HAProxy is changed by commands or reloaded.</summary>
    Apply,
}
