using MarathonLb.Findings;

namespace MarathonLb.Apps;

/// <summary>What one app, or one deployment group, came to.</summary>
/// <param name="Services">Its services.</param>
/// <param name="Findings">What it did wrong.</param>
/// <param name="Lasts">
/// True if it comes to the same as long as it does not change. False if something outside had a say: a host name that could not be resolved, or a
/// service port from the range that all apps share.
/// </param>
/// <param name="Verdicts">What is known of its tasks' health, also from before; empty where health does not count.</param>
internal sealed record BuiltApp(Service[] Services, Finding[] Findings, bool Lasts, IReadOnlyList<(string TaskId, bool Alive)> Verdicts)
{
    /// <summary>An app that is not load balanced.</summary>
    public static BuiltApp Nothing { get; } = new([], [], true, []);
}
