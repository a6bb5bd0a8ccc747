using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>How a change at run time ended.</summary>
/// <param name="Failure">Why a reload has to put it right; null if all went well.</param>
/// <param name="Detail">What was seen, for the log.</param>
/// <param name="Commands">Commands sent.</param>
internal sealed record LiveResult(ReloadReason? Failure, string? Detail, int Commands)
{
    /// <summary>All went well.</summary>
    public static LiveResult Done(int commands) => new(null, null, commands);

    /// <summary>It did not.</summary>
    public static LiveResult Failed(ReloadReason reason, string detail) => new(reason, detail, 0);
}
