using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Apps;

/// <summary>Reads the labels of an app into typed values; what can't be read becomes a finding.</summary>
/// <param name="templates">Compiles override templates.</param>
/// <param name="rawLabels">Which apps may bring such.</param>
internal sealed class LabelReader(TemplateCompiler templates, RawLabelPolicy rawLabels)
{
    /// <summary>The app-wide labels, without a word about those that can't be read.</summary>
    public static AppLabels AppLabelsOf(MarathonApp app) => AppLabelsOf(app, null, out _);

    /// <summary>The app-wide labels.</summary>
    /// <param name="app">The app.</param>
    /// <param name="findings">Receives what can't be read; null to drop it.</param>
    /// <param name="good">False if the app must be left out.</param>
    public static AppLabels AppLabelsOf(MarathonApp app, List<Finding>? findings, out bool good)
    {
        AppLabels labels = new();
        good = true;
        foreach (AppLabel label in app.Labels)
        {
            if (label.Key.Index >= 0 || label.Key.Id == LabelId.None || label.Value.Length == 0) continue;
            if (labels.TrySet(label.Key.Id, label.Value, out LabelProblem problem)) continue;
            good &= Report(app.Id, label, null, problem, findings);
        }

        return labels;
    }

    /// <summary>The labels of one service port.</summary>
    /// <param name="app">The app; its id is the one that findings name.</param>
    /// <param name="index">The n of the labels.</param>
    /// <param name="findings">Receives what can't be read.</param>
    /// <param name="overrides">The templates that the service brings.</param>
    /// <param name="good">False if the service must be left out.</param>
    public ServiceLabels ServiceLabelsOf(MarathonApp app, int index, List<Finding> findings, out Template[] overrides, out bool good)
    {
        ServiceLabels labels = new();
        List<Template>? own = null;
        good = true;
        foreach (AppLabel label in app.Labels)
        {
            if (label.Key.Index != index || label.Value.Length == 0) continue;
            if (label.Key.Template != TemplateName.None)
            {
                if (TemplateOf(app, label, findings) is Template template) (own ??= []).Add(template);
                else good = false;
            }
            else if (label.Key.Id == LabelId.None)
            {
                continue;
            }
            else if (!labels.TrySet(label.Key.Id, label.Value, out LabelProblem problem))
            {
                good &= Report(app.Id, label, index, problem, findings);
            }
            else if (LabelTable.Of(label.Key.Id).Kind == LabelKind.Flag && LabelValues.IsSurprisingFlag(label.Value))
            {
                findings.Add(new Finding(
                    FindingSeverity.Warning, "label-flag", app.Id, label.Name, label.Value, "this is read as false, as it always was",
                    "Write true, t, yes or y for true, and false for false.")
                { Index = index });
            }
        }

        overrides = own?.ToArray() ?? [];
        return labels;
    }

    /// <summary>
    /// The template that a label brings; null if it can't be used. Then the service must be left out: it may be the template that closes it to some, and what was
    /// meant closed is not served open.
    /// </summary>
    private Template? TemplateOf(MarathonApp app, AppLabel label, List<Finding> findings)
    {
        string text = label.Value.Replace("\r\n", "\n", StringComparison.Ordinal);
        Template? template = null;
        TemplateFault fault = new("this app may bring no templates in labels (--raw-labels)", "Remove the label, or have the operator of the load balancer allow it.");
        if (rawLabels.Allows(app.Id) && templates.TryCompile(label.Key.Template, TemplateSource.Label, text, out template, out fault))
        {
            ReportRewrites(app.Id, label, template!, findings);
            return template;
        }

        findings.Add(new Finding(
            FindingSeverity.Error, "label-template", app.Id, label.Name, label.Value, $"{fault.Reason}; the service is left out", fault.Advice)
        { Index = label.Key.Index });
        return null;
    }

    /// <summary>Notes the lines of a template that are of the past.</summary>
    private static void ReportRewrites(string appId, AppLabel label, Template template, List<Finding> findings)
    {
        foreach (TemplateRewrite rewrite in template.Rewrites)
        {
            findings.Add(new Finding(rewrite.Severity, "template-old", appId, label.Name, null, rewrite.Summary, rewrite.Advice) { Index = label.Key.Index });
        }
    }

    /// <summary>Notes a label that can't be read.</summary>
    /// <returns>False if it costs the service.</returns>
    private static bool Report(string appId, AppLabel label, int? index, LabelProblem problem, List<Finding>? findings)
    {
        bool fatal = LabelTable.FaultOf(label.Key.Id) == LabelFault.LeaveOut;
        string cost = !fatal ? "the label is ignored" : index is null ? "the app is left out" : "the service is left out";
        string? value = label.Key.Id == LabelId.Auth ? "***" : label.Value;
        findings?.Add(new Finding(
            fatal ? FindingSeverity.Error : FindingSeverity.Warning, "label-value", appId, label.Name, value, $"{problem.Reason}; {cost}", problem.Advice)
        {
            Index = index,
        });
        return !fatal;
    }
}
