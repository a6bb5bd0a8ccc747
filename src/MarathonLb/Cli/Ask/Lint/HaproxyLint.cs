using System.Text;
using System.Text.RegularExpressions;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Isolation;
using MarathonLb.Templates;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Asks HAProxy what it thinks of the rendered configuration, and finds out whose lines it complains of.</summary>
/// <param name="binary">The HAProxy.</param>
/// <param name="folder">A folder of our own for the files.</param>
/// <param name="certificate">Stands for certificates that are not on this machine: whether they are is no matter of the definition.</param>
internal sealed partial class HaproxyLint(HaproxyBinary binary, string folder, string certificate)
{
    /// <summary>Some errors end HAProxy's reading, so that each takes a run.</summary>
    private const int MostRuns = 30;

    /// <summary>What HAProxy rejects or warns of.</summary>
    public async Task<IReadOnlyList<Finding>> AskAsync(ConfigGenerator generator, Generation generation, CancellationToken cancellation)
    {
        List<Finding> findings = [];
        for (int run = 0; run < MostRuns; run++)
        {
            ValidationReport report = await ValidateAsync(generation.Document, cancellation);
            if (report.Verdict == ValidationVerdict.NotAsked)
            {
                findings.Add(Global("haproxy", $"HAProxy could not be asked: {report.Failure}", "Look at --haproxy-binary."));
                return findings;
            }

            if (report.Verdict != ValidationVerdict.Invalid)
            {
                findings.AddRange(WarningsOf(report, generation));
                return findings;
            }

            Verdict verdict = new Accusations(generation, ConfigFile).Judge(report);
            if (verdict.Global is Template || verdict.Accused.Count == 0)
            {
                string where = verdict.Global is Template template ? $"the template {TemplateTable.Of(template.Name).FullName} is broken: " : "";
                findings.Add(Global("rejected", $"{where}{FirstLine(report.Errors.FirstOrDefault()?.Text ?? report.Failure ?? "HAProxy gives no reason")}", "Mend the template."));
                return findings;
            }

            findings.AddRange(verdict.Accused.Select(accusation => FindingOf(accusation.Service, accusation.Template, accusation.Message, FindingSeverity.Error)));
            generation = generator.Without(generation, [.. verdict.Accused.Select(static accusation => accusation.Service)], []);
        }

        return findings;
    }

    private string ConfigFile => Path.Combine(folder, "haproxy.cfg");

    private async Task<ValidationReport> ValidateAsync(ConfigDocument document, CancellationToken cancellation)
    {
        string text = Certificate().Replace(Encoding.UTF8.GetString(document.Text.WrittenSpan), match => Path.Exists(match.Groups["file"].Value) ? match.Value : $"crt {certificate}");
        await File.WriteAllTextAsync(ConfigFile, text, cancellation);
        await File.WriteAllBytesAsync(Path.Combine(folder, "domain2backend.map"), document.DomainMap.Written, cancellation);
        await File.WriteAllBytesAsync(Path.Combine(folder, "app2backend.map"), document.AppMap.Written, cancellation);
        return await new ConfigValidator(binary).ValidateAsync([ConfigFile], cancellation);
    }

    private IEnumerable<Finding> WarningsOf(ValidationReport report, Generation generation)
    {
        foreach (ValidationMessage message in report.Messages)
        {
            if (message is not { Severity: MessageSeverity.Warning, IsSummary: false, Line: int line } || message.File != ConfigFile) continue;
            LineOwner? owner = generation.Ownership.OwnerOf(line);

            // Of our own text it complains only because of what somebody else's text did before it.
            if (owner is { Service: Service service, Template.Source: TemplateSource.Label }) yield return FindingOf(service, owner.Value.Template, message, FindingSeverity.Warning);
        }
    }

    private Finding FindingOf(Service service, Template? template, ValidationMessage message, FindingSeverity severity)
    {
        string name = template is null ? "" : TemplateTable.Of(template.Name).FullName;
        string? subject = template is { Source: TemplateSource.Label } ? $"HAPROXY_{service.Index}_{name["HAPROXY_".Length..]}" : null;
        string verb = severity == FindingSeverity.Error ? "rejects" : "warns of";
        string by = template is null || subject is not null ? "" : $" (in {name})";
        return new Finding(
            severity, severity == FindingSeverity.Error ? "rejected" : "haproxy-warning", service.AppId, subject, null,
            $"HAProxy {verb} service port {service.Port}{by}: {FirstLine(message.Text)}", "Mend what the message names.")
        { Index = service.Index };
    }

    private string FirstLine(string text) => text.Split('\n')[0].TrimEnd('.', ' ').Replace(ConfigFile, "haproxy.cfg", StringComparison.Ordinal);

    private static Finding Global(string code, string reason, string advice) => new(FindingSeverity.Error, code, null, null, null, reason, advice);

    [GeneratedRegex(@"\bcrt (?<file>/\S+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Certificate();
}
