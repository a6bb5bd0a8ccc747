using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Judges definitions by what the loop would make of them.</summary>
/// <param name="generator">Makes the configuration; knows the flags and the global templates.</param>
/// <param name="haproxy">Asks HAProxy too; null not to.</param>
internal sealed class Linter(ConfigGenerator generator, HaproxyLint? haproxy)
{
    /// <summary>The findings, in the order of their places.</summary>
    public async Task<IReadOnlyList<LintFinding>> JudgeAsync(LintDocument document, CancellationToken cancellation)
    {
        FindingPlaces places = new(document);
        FindingLog log = new();
        foreach (Finding finding in generator.TemplateFindings) log.Add(finding);
        if (generator.TemplateFindings.Count == 0 && document.Apps.Count > 0)
        {
            Generation generation = generator.Generate(new MarathonSnapshot([.. document.Apps.Select(static app => app.App)], [], 0, "lint"));
            foreach (Finding finding in generation.Findings.Concat(AuthGaps.In(generation))) log.Add(finding);
            if (haproxy is not null && !generation.GlobalFault)
            {
                foreach (Finding finding in await haproxy.AskAsync(generator, generation, cancellation)) log.Add(finding);
            }
        }

        return [.. document.Findings.Concat(log.Select(places.Place)).OrderBy(static finding => finding.Line)];
    }
}
