using System.Text;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// Our own rules with their conditions written out where they are used, instead of ACLs with names. HAProxy looks a name up among all those before it in the frontend, so that reading
/// 10,000 vhosts with names took it 40 s, and without 1.2 s (docs/performance.md). The names are part of our interface, but only users' rules in the same frontend can lean on them: where
/// there are none, nobody misses them.
/// </summary>
internal static class InlineRules
{
    /// <summary>The templates that print the rules of a vhost, in whose text an ACL of ours may be named.</summary>
    private static readonly TemplateName[] VhostRules =
    [
        TemplateName.HttpFrontendAcl, TemplateName.HttpFrontendAclOnly, TemplateName.HttpFrontendAclWithAuth, TemplateName.HttpFrontendAclWithPath,
        TemplateName.HttpFrontendAclWithAuthAndPath, TemplateName.HttpFrontendAclOnlyWithPath, TemplateName.HttpFrontendAclOnlyWithPathAndAuth,
        TemplateName.HttpFrontendRoutingOnly, TemplateName.HttpFrontendRoutingOnlyWithAuth, TemplateName.HttpFrontendRoutingOnlyWithPath,
        TemplateName.HttpFrontendRoutingOnlyWithPathAndAuth, TemplateName.BackendRedirectHttpToHttps, TemplateName.BackendRedirectHttpToHttpsWithPath,
        TemplateName.HttpsFrontendAcl, TemplateName.HttpsFrontendAclWithAuth, TemplateName.HttpsFrontendAclWithPath,
        TemplateName.HttpsFrontendAclOnlyWithPath, TemplateName.HttpsFrontendAclWithAuthAndPath,
    ];

    private static readonly Dictionary<string, string> Tests = TestsByName();

    private static readonly Dictionary<TemplateName, Template> Rules = VhostRules.Append(TemplateName.HttpFrontendAppidAcl).ToDictionary(static name => name, Compile);

    /// <summary>True if a template prints a rule of a vhost.</summary>
    public static bool IsVhostRule(TemplateName name) => Array.IndexOf(VhostRules, name) >= 0;

    /// <summary>True if all rules of vhosts are ours.</summary>
    /// <param name="templates">The global templates, by name.</param>
    public static bool AllOurs(Template[] templates) => Array.TrueForAll(VhostRules, name => templates[(int)name].IsDefault);

    /// <summary>Our rule, with its conditions in place.</summary>
    public static Template Of(TemplateName name) => Rules[name];

    private static Template Compile(TemplateName name)
    {
        StringBuilder text = new();
        foreach (string line in DefaultTemplates.Text(name).Split('\n'))
        {
            string[] words = line.Split(' ');
            if (words.Contains("acl")) continue;
            string rule = string.Join(' ', words.Select(static word => Tests.TryGetValue(word, out string? test) ? $"{{{{ {test} }}}}" : word));

            // Where a rule repeats its condition beside a name that several may share, once is enough.
            foreach (string test in Tests.Values) rule = rule.Replace($"{{{{ {test} }}}} {{{{ {test} }}}}", $"{{{{ {test} }}}}", StringComparison.Ordinal);
            text.Append(rule).Append('\n');
        }

        return new TemplateCompiler().TryCompile(name, TemplateSource.Default, text.ToString().TrimEnd('\n') + "\n", out Template? template, out TemplateFault fault)
            ? template!
            : throw new InvalidOperationException($"{name}: {fault.Reason}");
    }

    /// <summary>What each ACL of our rules tests, by its name.</summary>
    private static Dictionary<string, string> TestsByName()
    {
        Dictionary<string, string> tests = new(StringComparer.Ordinal);
        foreach (string line in VhostRules.Append(TemplateName.HttpFrontendAppidAcl).SelectMany(static name => DefaultTemplates.Text(name).Split('\n')))
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is ["acl", string name, .. string[] test]) tests[name] = string.Join(' ', test);
        }

        return tests;
    }
}
