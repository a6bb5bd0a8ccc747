using System.Globalization;
using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>Answers whose a line of the configuration is: app, service port, and the label or template that it came from.</summary>
/// <param name="renderer">The renderer that made the document.</param>
/// <param name="document">The document.</param>
internal sealed class Ownership(ConfigRenderer renderer, ConfigDocument document)
{
    /// <summary>The owner of a line.</summary>
    /// <param name="line">The line, counted from 1.</param>
    /// <returns>Null if there is no such line.</returns>
    public LineOwner? OwnerOf(int line)
    {
        if (document.FragmentOfLine(line) is not Fragment fragment) return null;
        if (fragment.Service < 0) return new LineOwner(null, renderer.GlobalTemplate(fragment.Template));
        return new LineOwner(document.Services[fragment.Service].Service, renderer.TemplateAt(document, fragment, document.OffsetOfLine(line)));
    }

    /// <summary>The service that a line belongs to; null for a line of a global template, or if there is no such line.</summary>
    /// <param name="line">The line, counted from 1.</param>
    public Service? ServiceOf(int line) => document.FragmentOfLine(line) is { Service: >= 0 } fragment ? document.Services[fragment.Service].Service : null;

    /// <summary>True if a template prints something in a service's fragment.</summary>
    /// <param name="service">The service's index in the document.</param>
    /// <param name="kind">The fragment.</param>
    /// <param name="template">The template.</param>
    public bool Prints(int service, FragmentKind kind, Template template) => renderer.Prints(document, service, kind, template);

    /// <summary>The owner of a line, in words for a message.</summary>
    public string? Describe(int line)
    {
        if (OwnerOf(line) is not LineOwner owner) return null;
        string text = owner.Template is Template template ? Describe(template, owner.Service) : "its vhost rules";
        return owner.Service is Service service
            ? string.Create(CultureInfo.InvariantCulture, $"app {service.AppId}, service port {service.Port}, {text}")
            : text;
    }

    private static string Describe(Template template, Service? service)
    {
        string name = TemplateTable.Of(template.Name).FullName;
        return template.Source switch
        {
            TemplateSource.Label => $"label HAPROXY_{service?.Index.ToString(CultureInfo.InvariantCulture)}_{name["HAPROXY_".Length..]}",
            TemplateSource.Environment => $"environment variable {name}",
            TemplateSource.File => $"template file {name}",
            _ => $"default template {name}",
        };
    }
}
