using System.Text;
using Fluid;
using Fluid.Values;
using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>Renders Liquid templates within their limits.</summary>
internal static class LiquidRenderer
{
    /// <summary>Renders a template into the configuration.</summary>
    /// <param name="template">The template.</param>
    /// <param name="scope">The values; a template sees only the app they belong to.</param>
    /// <param name="printer">Writes the classic placeholders that the template asks for.</param>
    /// <param name="writer">Where the text goes; untouched on failure.</param>
    /// <param name="reason">Why it failed.</param>
    public static bool TryRender(Template template, RenderScope scope, TemplatePrinter printer, ConfigWriter writer, out string reason)
    {
        int start = writer.Length;
        try
        {
            TemplateContext context = new(LiquidModel.Options, StringComparer.Ordinal);
            LiquidBudget.Give(context);
            SetValues(context, template, scope, printer, writer);
            using LimitedWriter output = new(LiquidDialect.MaxOutput);

            // Nothing in the model is asynchronous, so the task is complete when it comes back.
            template.Liquid!.RenderAsync(output, context, NullEncoder.Default).AsTask().GetAwaiter().GetResult();
            writer.Truncate(start);
            writer.Write(output.Text);
            reason = "";
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a template makes Fluid throw is that template's fault, and must not cost the others their round.
            writer.Truncate(start);
            reason = e is InvalidOperationException && e.Message.Contains("steps", StringComparison.OrdinalIgnoreCase)
                ? $"it takes more than {LiquidDialect.MaxSteps} steps"
                : e.Message.ReplaceLineEndings(" ");
            return false;
        }
    }

    private static void SetValues(TemplateContext context, Template template, RenderScope scope, TemplatePrinter printer, ConfigWriter writer)
    {
        TemplateOptions options = LiquidModel.Options;
        if (scope.Service is Service service)
        {
            context.SetValue("service", FluidValue.Create(service, options));
            context.SetValue("servers", FluidValue.Create(service.Servers, options));
            context.SetValue("app", FluidValue.Create(service.Definition, options));
            context.SetValue("labels", FluidValue.Create(new LiquidModel.LabelBag(service.Definition), options));
        }

        if (scope.Server is Server server) context.SetValue("server", FluidValue.Create(server, options));
        TemplateDeclaration declaration = TemplateTable.Of(template.Name);
        foreach (Placeholder placeholder in Enum.GetValues<Placeholder>())
        {
            if (placeholder == Placeholder.None || !declaration.Offers(placeholder)) continue;
            int start = writer.Length;
            printer.Write(placeholder, template);
            string value = Encoding.UTF8.GetString(writer.WrittenSpan[start..]);
            writer.Truncate(start);
            context.SetValue(PlaceholderNames.Of(placeholder), StringValue.Create(value));
        }
    }
}
