using MarathonLb.Apps;
using MarathonLb.Apps.Labels;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>Prints templates: a loop over the segments of a program, each placeholder written straight into the buffer.</summary>
/// <param name="templates">The global templates.</param>
/// <param name="scope">The values.</param>
/// <param name="denied">What templates in labels may not print.</param>
internal sealed class TemplatePrinter(TemplateSet templates, RenderScope scope, DeniedKeywords denied)
{
    /// <summary>Where the text goes.</summary>
    public ConfigWriter Writer { get; set; } = new(0);

    /// <summary>Which lines of the templates to print; other than all only in vhost rules.</summary>
    public RuleLines Lines { get; set; }

    /// <summary>Templates that failed while printing.</summary>
    public List<TemplateFailure> Faults { get; } = [];

    /// <summary>If set, receives where each template's text begins: the second level of the ownership index, made only when asked for.</summary>
    public List<(int Start, Template Template)>? Trace { get; set; }

    /// <summary>True if a template would print nothing: our own text for HTTP, and a TCP service.</summary>
    public bool IsSilent(Service service, TemplateName name) => !service.IsHttp && templates.For(service, name).IsDefault;

    /// <summary>True if our own text leaves out a BALANCE that needs requests, because the service is TCP; what HAProxy does then is roundrobin.</summary>
    public static bool IsBalanceMute(Service service, Template template) =>
        !service.IsHttp && template.IsDefault && service.Labels.Balance is string balance && LabelValues.BalancesByRequest(balance);

    /// <summary>Prints a template: the service's own, if it brings one, else the global one.</summary>
    public void Print(TemplateName name) => Print(templates.For(scope.Service, name));

    /// <summary>
    /// Prints a template that makes sense for HTTP only, unless it is our own text and the service is TCP: HAProxy would warn or refuse. What a
    /// user wrote is printed as it is.
    /// </summary>
    public void PrintHttp(TemplateName name) => PrintHttp(templates.For(scope.Service, name));

    /// <summary>The same for a template that was chosen.</summary>
    public void PrintHttp(Template template)
    {
        if (scope.Service is { IsHttp: false } && template.IsDefault) return;
        Print(template);
    }

    /// <summary>Prints a template.</summary>
    public void Print(Template template)
    {
        int start = Writer.Length;
        Trace?.Add((start, template));
        if (template.Program is TemplateProgram program)
        {
            foreach (TemplateSegment segment in program.Segments)
            {
                if (segment.Placeholder == Placeholder.None) Writer.Write(program.Literals.AsSpan(segment.Start, segment.Length));
                else Write(segment.Placeholder, template);
            }
        }
        else if (!LiquidRenderer.TryRender(template, scope, this, Writer, out string reason))
        {
            Faults.Add(new TemplateFailure(scope.Service, template, $"the Liquid template fails: {reason}", "Mend the template."));
        }

        if (Lines != RuleLines.All) Writer.KeepLines(start, "use_backend "u8, Lines == RuleLines.Routes);

        if (template.Source == TemplateSource.Label && !denied.IsEmpty) FindDenied(template, start);

        // A user's text may end within a line; what the next template prints, perhaps another app's, must not be put behind it.
        if (Writer.Length > start) Writer.EndLine();
    }

    private void FindDenied(Template template, int start)
    {
        if (denied.FirstIn(Writer.WrittenSpan, start) is not string keyword) return;
        Faults.Add(new TemplateFailure(
            scope.Service, template, $"'{keyword}' is denied to templates in labels here (--raw-labels-deny)",
            "Do without it, or have the operator of the load balancer allow it."));
    }

    /// <summary>Writes a placeholder's value.</summary>
    /// <param name="placeholder">Which.</param>
    /// <param name="template">The template that asks: a few values depend on whose text it is.</param>
    public void Write(Placeholder placeholder, Template template)
    {
        Service? service = scope.Service;
        switch (placeholder)
        {
            case Placeholder.Backend: Writer.Write(scope.Backend); break;
            case Placeholder.Hostname: Writer.Write(scope.Hostname ?? "None"); break;
            case Placeholder.Host: Writer.Write(scope.Server?.Host ?? scope.Host); break;
            case Placeholder.Name: Writer.Write(scope.Name); break;
            case Placeholder.SslCerts: Writer.Write(scope.SslCerts); break;
            case Placeholder.BindOpts: Writer.Write(scope.BindOpts); break;
            case Placeholder.NetworkAllowed: Writer.Write(scope.Network); break;
            case Placeholder.HaproxyDir: Writer.Write(scope.HaproxyDir); break;
            default:
                if (service is not null) WriteOf(service, placeholder, template);
                break;
        }
    }

    private void WriteOf(Service service, Placeholder placeholder, Template template)
    {
        switch (placeholder)
        {
            case Placeholder.AppId: Writer.Write(service.AppId); break;
            case Placeholder.CleanedUpAppId: Writer.Write(service.CleanedAppId); break;
            case Placeholder.CleanedUpHostname: Writer.Write(service.CleanedHostname); break;
            case Placeholder.Balance: Writer.Write(IsBalanceMute(service, template) ? "roundrobin" : service.Labels.Balance ?? "roundrobin"); break;
            case Placeholder.Mode: Writer.Write(service.IsHttp ? "http"u8 : "tcp"u8); break;
            case Placeholder.BindAddr: Writer.Write(service.Labels.BindAddr ?? "*"); break;
            case Placeholder.BindOptions: WriteOption(" "u8, service.Labels.BindOptions); break;
            case Placeholder.SslCert: WriteOption(" ssl crt "u8, service.Labels.SslCert); break;
            case Placeholder.ServicePort: Writer.Write(service.Port); break;
            case Placeholder.Path: Writer.Write(service.Labels.Path); break;
            case Placeholder.ProxyPath: Writer.Write(service.Labels.ProxypassPath); break;
            case Placeholder.RootPath: Writer.Write(service.Labels.RevproxyPath); break;
            case Placeholder.RedirPath: Writer.Write(service.Labels.RedirPath); break;
            case Placeholder.Realm: Writer.Write(service.Labels.Auth?.Realm); break;
            case Placeholder.User: Writer.Write(service.Labels.Auth?.User); break;
            case Placeholder.Passwd: Writer.Write(service.Labels.Auth?.Password); break;
            default:
                if (scope.Server is Server server && WriteOf(service, server, placeholder, template)) break;
                if (service.HealthCheck is HealthCheck check) WriteOf(check, placeholder);
                break;
        }
    }

    private bool WriteOf(Service service, Server server, Placeholder placeholder, Template template)
    {
        switch (placeholder)
        {
            case Placeholder.ServerName: Writer.Write(server.Name); return true;
            case Placeholder.ServerId: Writer.Write(server.Id); return true;
            case Placeholder.HostIpv4: Writer.Write(server.Ip); return true;
            case Placeholder.Port: Writer.Write(server.Port); return true;
            case Placeholder.CookieOptions:
                // A cookie on a TCP server line makes HAProxy warn; a user's own line prints it as the original did.
                if (service.IsSticky && (service.IsHttp || !template.IsDefault)) WriteOption(" check cookie "u8, server.Cookie);
                return true;
            case Placeholder.HealthCheckOptions: WriteServerHealthCheck(service); return true;
            case Placeholder.OtherOptions:
                if (server.Draining) Writer.Write(" disabled"u8);
                return true;
            default: return false;
        }
    }

    private void WriteOf(HealthCheck check, Placeholder placeholder)
    {
        switch (placeholder)
        {
            case Placeholder.HealthCheckProtocol: Writer.Write(check.Protocol); break;
            case Placeholder.HealthCheckPath: Writer.Write(check.Path ?? "/"); break;
            case Placeholder.HealthCheckPort: WriteOrNone(scope.HealthCheckPort); break;
            case Placeholder.HealthCheckPortIndex: WriteOrNone(check.PortIndex); break;
            case Placeholder.HealthCheckTimeoutSeconds: Writer.Write(check.TimeoutSeconds); break;
            case Placeholder.HealthCheckIntervalSeconds: Writer.Write(check.IntervalSeconds); break;
            case Placeholder.HealthCheckGracePeriodSeconds: Writer.Write(check.GracePeriodSeconds); break;
            case Placeholder.HealthCheckMaxConsecutiveFailures: Writer.Write(check.MaxConsecutiveFailures); break;
            case Placeholder.HealthCheckFalls: Writer.Write(check.MaxConsecutiveFailures + 1); break;
            case Placeholder.HealthCheckPortOptions:
                if (scope.HealthCheckPort is int port)
                {
                    Writer.Write(" port "u8);
                    Writer.Write(port);
                }

                break;
            default: break;
        }
    }

    /// <summary>The server-level health check template: stripped, after one space; nothing if it comes to nothing.</summary>
    private void WriteServerHealthCheck(Service service)
    {
        if (BackendSection.ServerCheckTemplate(service) is not TemplateName name) return;
        int start = Writer.Length;
        Writer.Write(" "u8);
        Print(name);
        Writer.TrimFrom(start + 1);
        if (Writer.Length == start + 1) Writer.Truncate(start);
    }

    private void WriteOption(ReadOnlySpan<byte> before, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        Writer.Write(before);
        Writer.Write(value);
    }

    private void WriteOrNone(int? number)
    {
        if (number is int value) Writer.Write(value);
        else Writer.Write("None"u8);
    }
}
