using Fluid;
using Fluid.Values;
using MarathonLb.Apps.Labels;
using MarathonLb.Templates;

namespace MarathonLb.Cli.Reference;

/// <summary>
/// The reference as Markdown. The facts come from the declarations that the program itself works with, the words between them from the
/// .liquid pages beside this file. docs/ holds a copy, which a test compares.
/// </summary>
internal static class ReferencePages
{
    /// <summary>Every command and option.</summary>
    public static string Options() => Render("options", static context =>
    {
        Set(context, "commands", CommandLine.Commands, "options", (OptionSpec[])[.. ManagedOptionsReader.Flags, .. Ask.AskFlags.Own]);
        context.SetValue("zddOptions", FluidValue.Create(ZddFlags.Own, ReferenceModel.Options));
    });

    /// <summary>Every label.</summary>
    public static string Labels() => Render("labels", context => Set(context, "labels", LabelTable.All, "overrides", LabelTable.TemplateOverrides));

    /// <summary>Every template, and what may stand in it.</summary>
    public static string Templates() =>
        Render("templates", context => Set(context, "templates", TemplateTable.All, "placeholders", ReferenceModel.Placeholders));

    /// <summary>All pages in a row, as <c>--longhelp</c> prints them.</summary>
    public static string Whole() => $"{Options()}\n{Labels()}\n{Templates()}";

    private static void Set(TemplateContext context, string first, object firstValue, string second, object secondValue)
    {
        context.SetValue(first, FluidValue.Create(firstValue, ReferenceModel.Options));
        context.SetValue(second, FluidValue.Create(secondValue, ReferenceModel.Options));
    }

    private static string Render(string page, Action<TemplateContext> fill)
    {
        using Stream stream = typeof(ReferencePages).Assembly.GetManifestResourceStream($"reference/{page}.liquid")
            ?? throw new InvalidOperationException($"the page {page} is not embedded");
        using StreamReader reader = new(stream);
        IFluidTemplate template = LiquidDialect.CreateParser().Parse(reader.ReadToEnd());
        TemplateContext context = new(ReferenceModel.Options, StringComparer.Ordinal);
        fill(context);
        return template.Render(context);
    }
}
