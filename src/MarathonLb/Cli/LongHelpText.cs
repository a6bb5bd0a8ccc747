using System.Text;
using MarathonLb.Apps.Labels;
using MarathonLb.Templates;

namespace MarathonLb.Cli;

/// <summary>The part of <c>--longhelp</c> that follows the options: every label and every template, from the tables that the build generates.</summary>
internal static class LongHelpText
{
    /// <summary>The text.</summary>
    public static string Render()
    {
        StringBuilder text = new("\nLabels of an app; {n} is the index of a service port, from 0:\n");
        foreach (LabelDeclaration label in LabelTable.All)
        {
            text.Append("  ").Append(label.Name).Append('\n');
            HelpText.AppendEntry(text, label.Example.Length > 0 ? $"{label.Doc} Example: {label.Example}" : label.Doc);
        }

        text.Append("\nTemplates: an environment variable, or a file in the templates folder, of its name replaces one for all");
        text.Append("\nservices; for those marked * a label HAPROXY_{n}_… replaces it for one service:\n");
        foreach (TemplateDeclaration template in TemplateTable.All)
        {
            text.Append("  ").Append(template.FullName).Append(template.Overridable ? " *\n" : "\n");
            HelpText.AppendEntry(text, template.Doc);
        }

        return text.ToString();
    }
}
