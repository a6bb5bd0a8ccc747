using MarathonLb.Haproxy.Runtime;
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

    /// <summary>How a batch of commands ended: well if each was answered as it should be.</summary>
    public static LiveResult Of(IReadOnlyList<RuntimeAnswer> answers)
    {
        RuntimeAnswer? bad = answers.FirstOrDefault(static answer => !answer.Succeeded);
        return bad is null ? Done(answers.Count) : Failed(ReloadReason.CommandFailed, $"'{bad.Command.Text}' was answered: {bad.Text.Trim()}");
    }

    /// <summary>It did not.</summary>
    public static LiveResult Failed(ReloadReason reason, string detail) => new(reason, detail, 0);
}
