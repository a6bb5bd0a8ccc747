using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

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

    /// <summary>
    /// This, with the services and findings of an earlier time if they say the same: most events of a task that starts change nothing that a load balancer sees, and whoever compares
    /// references need not look further.
    /// </summary>
    /// <param name="app">The app.</param>
    /// <param name="earlierApp">The app at that time.</param>
    /// <param name="earlier">What it came to.</param>
    public BuiltApp Reusing(MarathonApp app, MarathonApp earlierApp, BuiltApp earlier)
    {
        if (!earlier.Lasts || !Lasts || Services.Length != earlier.Services.Length || app.Tasks.Length != earlierApp.Tasks.Length) return this;
        if (!Findings.SequenceEqual(earlier.Findings)) return this;
        for (int i = 0; i < Services.Length; i++)
        {
            if (!Services[i].Servers.SequenceEqual(earlier.Services[i].Servers)) return this;
        }

        bool same = AppWriter.DefinitionOf(app).AsSpan().SequenceEqual(AppWriter.DefinitionOf(earlierApp));
        return same ? this with { Services = earlier.Services, Findings = earlier.Findings } : this;
    }
}
