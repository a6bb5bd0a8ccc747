using System.Text;
using Fluid;
using MarathonLb.Apps.Labels;
using MarathonLb.Templates;

namespace MarathonLb.Cli.Reference;

/// <summary>What the pages of the reference see. Accessors one by one, as everywhere: there is no reflection in the native binary.</summary>
internal static class ReferenceModel
{
    /// <summary>Our default HEAD as it is printed; its source has a mark where HAPROXY_GLOBAL_DEFAULT_OPTIONS goes.</summary>
    private static readonly Lazy<string> DefaultHead = new(static () =>
    {
        // No environment and a folder that can't be: nothing but our defaults.
        Template[] defaults = new TemplateLoader(new TemplateCompiler(), static _ => null, "/dev/null", null).Load([]);
        return Encoding.UTF8.GetString(defaults[(int)TemplateName.Head].Program!.Literals);
    });

    /// <summary>The options under which the pages are rendered.</summary>
    public static TemplateOptions Options { get; } = CreateOptions();

    /// <summary>Every placeholder, by name.</summary>
    public static PlaceholderEntry[] Placeholders { get; } =
    [
        .. Enum.GetValues<Placeholder>()
            .Where(static placeholder => placeholder != Placeholder.None)
            .Select(static placeholder => new PlaceholderEntry(PlaceholderNames.Of(placeholder), PlaceholderText.Of(placeholder))),
    ];

    private static TemplateOptions CreateOptions()
    {
        TemplateOptions options = new()
        {
            MaxSteps = LiquidDialect.MaxSteps,
            CultureInfo = System.Globalization.CultureInfo.InvariantCulture,
            ModelNamesComparer = StringComparer.Ordinal,
        };
        MemberAccessStrategy members = options.MemberAccessStrategy;
        RegisterCommandLine(members);
        RegisterLabel(members);
        RegisterTemplate(members);
        return options;
    }

    private static void RegisterCommandLine(MemberAccessStrategy members)
    {
        members.Register<CommandDefinition, object>("word", static command => command.Word);
        members.Register<CommandDefinition, object>("summary", static command => command.Summary);
        members.Register<OptionSpec, object>("name", static option => option.Name);
        members.Register<OptionSpec, object>("short", static option => option.Short is char letter ? $"-{letter}" : null!);
        members.Register<OptionSpec, object>("value", static option => option.ValueName);
        members.Register<OptionSpec, object>("many", static option => option.Arity == OptionArity.OneOrMore);
        members.Register<OptionSpec, object>("section", static option => option.Section);
        members.Register<OptionSpec, object>("help", static option => option.Help);
        members.Register<OptionSpec, object>("default", static option => option.Default!);
        members.Register<OptionSpec, object>("added", static option => option.Added);
    }

    private static void RegisterLabel(MemberAccessStrategy members)
    {
        members.Register<LabelDeclaration, object>("name", static label => label.Name);
        members.Register<LabelDeclaration, object>("ofApp", static label => label.Scope == LabelScope.App);
        members.Register<LabelDeclaration, object>("doc", static label => label.Doc);
        members.Register<LabelDeclaration, object>("example", static label => label.Example);
        members.Register<LabelDeclaration, object>("value", static label => LabelKindText.Of(label.Kind));
        members.Register<LabelDeclaration, object>("leavesOut", static label => label.Fault == LabelFault.LeaveOut);
    }

    private static void RegisterTemplate(MemberAccessStrategy members)
    {
        members.Register<TemplateDeclaration, object>("name", static template => template.FullName);
        members.Register<TemplateDeclaration, object>("label", static template => template.Overridable ? LabelOf(template) : null!);
        members.Register<TemplateDeclaration, object>("overriddenBy", static template =>
            template.OverriddenBy == TemplateName.None ? null! : LabelOf(TemplateTable.Of(template.OverriddenBy)));
        members.Register<TemplateDeclaration, object>("raw", static template => template.Syntax == TemplateSyntax.Raw);
        members.Register<TemplateDeclaration, object>("placeholders", static template => PlaceholdersOf(template));
        members.Register<TemplateDeclaration, object>("doc", static template => template.Doc);
        members.Register<TemplateDeclaration, object>("default", static template => DefaultOf(template.Name));
        members.Register<PlaceholderEntry, object>("name", static entry => entry.Name);
        members.Register<PlaceholderEntry, object>("doc", static entry => entry.Doc);
    }

    /// <summary>What may stand in a template: first what it always had, then what every template of a service has.</summary>
    private static string[] PlaceholdersOf(TemplateDeclaration template) =>
        [.. template.Placeholders.Union(Enum.GetValues<Placeholder>().Where(template.Offers)).Select(PlaceholderNames.Of)];

    private static string LabelOf(TemplateDeclaration template) => template.FullName.Replace("HAPROXY_", "HAPROXY_{n}_", StringComparison.Ordinal);

    private static string DefaultOf(TemplateName name) =>
        (name == TemplateName.Head ? DefaultHead.Value : DefaultTemplates.Text(name)).Trim('\n');

    /// <summary>A placeholder as the page shows it. A page can't be given the enum itself: Fluid makes a number of it.</summary>
    internal sealed record PlaceholderEntry(string Name, string Doc);
}
