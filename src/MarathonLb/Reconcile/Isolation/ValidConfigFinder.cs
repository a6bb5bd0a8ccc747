using MarathonLb.Apps;
using MarathonLb.Haproxy;
using MarathonLb.Templates;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>
/// Finds a configuration that HAProxy takes: asks, takes out whoever is to blame, and asks again. HAProxy reports up to 50 errors of most kinds in one run, so a few runs do for any number of
/// apps; where it names nobody, the culprit is found by halving those who are new (haproxy.md, section 4).
/// </summary>
/// <param name="exclusions">Remembers who was taken out.</param>
/// <param name="generator">Makes the halves.</param>
/// <param name="validate">Asks HAProxy; gives its report, and the name of the file that it was given.</param>
/// <param name="logger">Hears of each run.</param>
internal sealed partial class ValidConfigFinder(
    Exclusions exclusions, ConfigGenerator generator, Func<Generation, Task<(ValidationReport Report, string File)>> validate, ILogger logger)
{
    /// <summary>Each bad rule that ends HAProxy's reading costs a run; beyond so many, the rest waits for the next round.</summary>
    private const int MostRuns = 30;

    private int _runs;

    /// <summary>HAProxy's last report.</summary>
    public ValidationReport? Report { get; private set; }

    /// <summary>Finds it.</summary>
    /// <param name="generation">What is wanted.</param>
    /// <param name="isolates">False to take nobody out.</param>
    /// <param name="problem">Receives why it can't be used, if that is more than HAProxy's own words.</param>
    /// <returns>What HAProxy takes, which may be less; or null, and <paramref name="generation"/> can't be used at all.</returns>
    public async Task<Generation?> FindAsync(Generation generation, bool isolates, Action<string> problem)
    {
        while (true)
        {
            (ValidationReport report, string file) = await AskAsync(generation);
            Report = report;
            if (report.Valid) return generation;
            if (!isolates || report.Verdict != ValidationVerdict.Invalid || _runs >= MostRuns) return null;
            Verdict verdict = new Accusations(generation, file).Judge(report);
            if (verdict.Global is Template template)
            {
                problem($"the template {TemplateTable.Of(template.Name).FullName} is broken: {report.Errors.FirstOrDefault()?.Text.Split('\n')[0]}");
                return null;
            }

            IReadOnlyList<Accusation> accused = verdict.Accused.Count > 0 ? verdict.Accused : await HalveAsync(generation, verdict.Unowned);
            if (accused.Count == 0) return null;
            Log.TakenOut(logger, accused.Count, accused[0].Service.AppId, _runs);
            generation = exclusions.Exclude(generation, accused);
        }
    }

    /// <summary>Halves the services until one is left without which HAProxy is content.</summary>
    private async Task<IReadOnlyList<Accusation>> HalveAsync(Generation generation, ValidationMessage? message)
    {
        Service[] suspects = [.. generation.Model.Services];
        if (message is null || suspects.Length == 0 || !await IsGoodAsync(generation, [])) return [];
        while (suspects.Length > 1 && _runs < MostRuns)
        {
            Service[] half = suspects[..(suspects.Length / 2)];
            suspects = await IsGoodAsync(generation, half) ? suspects[half.Length..] : half;
        }

        return suspects.Length == 1 ? [new Accusation(suspects[0], null, Config.FragmentKind.Global, message)] : [];
    }

    private async Task<bool> IsGoodAsync(Generation generation, Service[] services)
    {
        Generation part = generator.Render(new Draft(generation.Model with { Services = services }, []));
        (ValidationReport report, _) = await AskAsync(part);
        return report.Verdict is ValidationVerdict.Valid or ValidationVerdict.NoListener;
    }

    private async Task<(ValidationReport Report, string File)> AskAsync(Generation generation)
    {
        _runs++;
        return await validate(generation);
    }

    private static partial class Log
    {
        [LoggerMessage(5112, LogLevel.Debug, "HAProxy rejects {Count} service(s), the first of {App} (run {Run})")]
        public static partial void TakenOut(ILogger logger, int count, string app, int run);
    }
}
