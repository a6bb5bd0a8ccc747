using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>
/// With --group-https-by-vhost: one frontend per vhost instead of a shared HTTPS frontend, so that each can have its own certificates and bind
/// options (spec, section 3, "Grouped"; goldens 7, 8 and 20 to 22).
/// </summary>
/// <param name="printer">Prints templates.</param>
/// <param name="scope">Their values.</param>
/// <param name="rules">Prints vhost rules.</param>
/// <param name="options">The configuration's shape.</param>
/// <param name="routesLast">True to print the use_backend lines of a frontend last (<see cref="RuleLines"/>).</param>
internal sealed class GroupedHttps(TemplatePrinter printer, RenderScope scope, VhostRules rules, RenderOptions options, bool routesLast)
{
    private readonly List<(string Host, int Order, int Service)> _members = [];

    /// <summary>Prints the section into a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="byWeight">The document's services with vhosts, in the order of their rules.</param>
    public void Print(ConfigDocument document, ReadOnlySpan<int> byWeight)
    {
        Collect(document, byWeight);
        PrintGlobal(document, TemplateName.HttpsGroupedFrontendHead);
        for (int i = 0; i < _members.Count; i = EndOfHost(i))
        {
            scope.Leave();
            scope.Host = _members[i].Host;
            scope.Backend = Names.Cleaned(scope.Host);
            PrintGlobal(document, TemplateName.HttpsGroupedVhostFrontendAcl);
        }

        for (int i = 0; i < _members.Count; i = EndOfHost(i)) PrintVhost(document, i, EndOfHost(i));
    }

    /// <summary>The services of each vhost, hosts in ordinal order, services in the order of their rules.</summary>
    private void Collect(ConfigDocument document, ReadOnlySpan<int> byWeight)
    {
        _members.Clear();
        for (int order = 0; order < byWeight.Length; order++)
        {
            ref RenderedService rendered = ref document.Services[byWeight[order]];
            if (!IsListed(rendered)) continue;
            foreach (string host in rendered.Service.Vhosts) _members.Add((host, order, byWeight[order]));
        }

        _members.Sort(static (a, b) =>
        {
            int byHost = string.CompareOrdinal(a.Host, b.Host);
            return byHost != 0 ? byHost : a.Order.CompareTo(b.Order);
        });
    }

    /// <summary>With maps, a one-host service without a rule, a certificate or bind options needs no frontend.</summary>
    private bool IsListed(in RenderedService rendered)
    {
        Service service = rendered.Service;
        if (printer.IsSilent(service, VhostRules.HttpsRule(service))) return false;
        return !options.HaproxyMap || service.Vhosts.Length > 1 || rendered.PrintsHttpsMap || !VhostRules.HttpsGoesToMap(service)
            || Given(service.Labels.SslCert) is not null || Given(service.Labels.BindOptions) is not null;
    }

    /// <summary>A label of blanks says nothing.</summary>
    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private int EndOfHost(int start)
    {
        int end = start + 1;
        while (end < _members.Count && _members[end].Host == _members[start].Host) end++;
        return end;
    }

    private void PrintVhost(ConfigDocument document, int start, int end)
    {
        scope.Leave();
        scope.Host = _members[start].Host;
        scope.Name = Names.Cleaned(scope.Host);
        SortedSet<string> certs = new(StringComparer.Ordinal);
        SortedSet<string> binds = new(StringComparer.Ordinal);
        for (int i = start; i < end; i++)
        {
            Service service = document.Services[_members[i].Service].Service;
            if (Given(service.Labels.SslCert) is string cert) certs.Add(cert);
            if (Given(service.Labels.BindOptions) is string bind) binds.Add(bind);
        }

        scope.SslCerts = certs.Count > 0 ? string.Join(' ', certs.Select(static cert => $"crt {cert}")) : options.SslCertsText;
        scope.BindOpts = string.Join(' ', binds.Select(static bind => " " + bind));
        PrintGlobal(document, TemplateName.HttpsGroupedVhostBackendHead);
        PrintGlobal(document, TemplateName.HttpsGroupedVhostFrontendHead);
        PrintRules(document, start, end, routesLast ? RuleLines.Conditions : RuleLines.All);
        if (routesLast) PrintRules(document, start, end, RuleLines.Routes);
        scope.SslCerts = options.SslCertsText;
    }

    private void PrintRules(ConfigDocument document, int start, int end, RuleLines lines)
    {
        printer.Lines = lines;
        for (int i = start; i < end; i++)
        {
            ref RenderedService rendered = ref document.Services[_members[i].Service];
            scope.Enter(rendered.Service);
            int begin = document.Text.Length;
            rules.PrintGrouped(rendered.Service, _members[i].Host, rendered.PrintsHttpsMap);
            document.Add(new Fragment(begin, document.Text.Length - begin, FragmentKind.GroupedRules, _members[i].Service, TemplateName.None));
        }

        printer.Lines = RuleLines.All;
    }

    private void PrintGlobal(ConfigDocument document, TemplateName name)
    {
        int begin = document.Text.Length;
        printer.Print(name);
        document.Add(new Fragment(begin, document.Text.Length - begin, FragmentKind.Global, -1, name));
    }
}
