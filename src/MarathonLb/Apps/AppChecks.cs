using MarathonLb.Apps.Labels;
using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>Checks what is no label and still reaches the configuration: ids, and the health check that Marathon describes.</summary>
internal static class AppChecks
{
    /// <summary>What a backend's name can hold (configuration manual, 2.: letters, digits, '-', '_', '.' and ':'), and the '/' that becomes '_'.</summary>
    private static readonly System.Buffers.SearchValues<char> IdCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/.-_");

    /// <summary>True if the app's id can name a backend and its document was readable.</summary>
    public static bool IsUsable(AppInstance app, List<Finding> findings)
    {
        if (app.Definition.Malformed is string malformed)
        {
            findings.Add(new Finding(
                FindingSeverity.Warning, "app-malformed", app.AppId, null, null, $"its document is not as Marathon writes it: {malformed}; that part is ignored",
                "Look at what Marathon's API says of it."));
        }

        int bad = app.AppId.AsSpan().IndexOfAnyExcept(IdCharacters);
        if (bad < 0 && app.AppId.Trim('/').Length > 0) return true;
        string reason = bad < 0 ? "it is empty" : $"{SuspectCharacter.NameOf(app.AppId, bad)} at position {bad + 1} can't stand in a backend's name";
        findings.Add(new Finding(
            FindingSeverity.Error, "app-id", app.AppId, "id", null, $"{reason}; the app is left out",
            "Use letters, digits, '/', '.', '-' and '_' in the app id and in HAPROXY_DEPLOYMENT_GROUP."));
        return false;
    }

    /// <summary>The service's health check, unless a value of it can't stand in the configuration.</summary>
    public static HealthCheck? UsableCheck(AppInstance app, ServiceDraft draft, List<Finding> findings)
    {
        if (draft.HealthCheck is not HealthCheck check) return null;
        if (!SuspectCharacter.IsIn(check.Path ?? "/", spaces: false, "a health check path", out LabelProblem problem)
            && !SuspectCharacter.IsIn(check.Protocol, spaces: false, "a protocol", out problem))
        {
            return check;
        }

        findings.Add(new Finding(
            FindingSeverity.Warning, "health-check", app.AppId, "healthChecks", check.Path, $"{problem.Reason}; the servers are not checked", problem.Advice)
        {
            Index = draft.Index,
        });
        return null;
    }
}
