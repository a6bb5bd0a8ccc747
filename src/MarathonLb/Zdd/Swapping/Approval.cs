using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Swapping;

/// <summary>The pre-kill hook's and the operator's word on each task that is to be killed, asked for once per task.</summary>
/// <param name="hook">The hook.</param>
/// <param name="confirmation">The operator.</param>
internal sealed class Approval(PreKillHook hook, Confirmation confirmation)
{
    private readonly HashSet<string> _approved = new(StringComparer.Ordinal);

    /// <summary>Asks for what was not approved before; false if the operator says no.</summary>
    /// <exception cref="ZddException">The hook refuses.</exception>
    public async Task<bool> AskAsync(DeployedPair apps, IReadOnlyList<string> tasks, CancellationToken cancellation)
    {
        if (tasks.Count > 0 && tasks.All(_approved.Contains)) return true;
        if (tasks.Count > 0) await hook.CallAsync(apps, tasks, cancellation);
        if (!await confirmation.AskAsync("Continue?", cancellation)) return false;
        _approved.UnionWith(tasks);
        return true;
    }
}
