using MarathonLb.Generators.Diagnostics;
using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>Judges the declared templates, placeholders and files against each other.</summary>
internal sealed class TemplateChecks
{
    private readonly TemplateInput _input;
    private readonly List<DiagnosticInfo> _diagnostics = [];

    private TemplateChecks(TemplateInput input) => _input = input;

    /// <summary>What is wrong.</summary>
    public static EquatableArray<DiagnosticInfo> Diagnose(TemplateInput input)
    {
        TemplateChecks checks = new TemplateChecks(input);
        checks.CheckPlaceholders();
        checks.CheckTemplates();
        checks.CheckFiles();
        return checks._diagnostics.ToEquatableArray();
    }

    private void CheckPlaceholders()
    {
        Dictionary<string, string> seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (PlaceholderSpec placeholder in _input.Placeholders)
        {
            if (placeholder.Name.Length == 0 || !placeholder.Name.All(IsNameCharacter))
            {
                Report(DiagnosticInfo.Of(
                    TemplateDescriptors.BadPlaceholderName, placeholder.Place, placeholder.Name, placeholder.Member));
            }
            else if (seen.TryGetValue(placeholder.Name, out string? other))
            {
                Report(DiagnosticInfo.Of(
                    TemplateDescriptors.DuplicatePlaceholder, placeholder.Place, placeholder.Name, placeholder.Member, other));
            }
            else
            {
                seen.Add(placeholder.Name, placeholder.Member);
            }
        }
    }

    private void CheckTemplates()
    {
        HashSet<string> files = new HashSet<string>(_input.Files.Select(file => file.Name), StringComparer.Ordinal);
        Dictionary<string, string> seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (TemplateSpec template in _input.Templates)
        {
            CheckOverriddenBy(template);
            CheckPlaceholderList(template);
            if (template.Doc.Length == 0)
            {
                Report(DiagnosticInfo.Of(TemplateDescriptors.NoDoc, template.AttributePlace, template.FullName, template.Member));
            }

            if (!Names.IsUpperName(template.Name))
            {
                Report(DiagnosticInfo.Of(TemplateDescriptors.BadName, template.AttributePlace, template.Name, template.Member));
            }
            else if (seen.TryGetValue(template.Name, out string? other))
            {
                Report(DiagnosticInfo.Of(
                    TemplateDescriptors.DuplicateName, template.AttributePlace, template.FullName, template.Member, other));
            }
            else
            {
                seen.Add(template.Name, template.Member);
                if (!files.Contains(template.FullName))
                {
                    Report(DiagnosticInfo.Of(TemplateDescriptors.NoFile, template.Place, template.Member, template.FullName));
                }
            }
        }
    }

    private void CheckOverriddenBy(TemplateSpec template)
    {
        if (template.OverriddenBy is not { } target) return;
        TemplateSpec? other = _input.Templates.FirstOrDefault(item => item.Member == target);
        string? fault = null;
        if (target == template.Member) fault = "is the template itself";
        else if (other is null) fault = target.Length == 0 ? "names no member" : $"is '{target}', which is no template";
        else if (!other.IsOverridable) fault = $"is '{target}', which no label can override";
        if (fault is null) return;
        Report(DiagnosticInfo.Of(TemplateDescriptors.BadOverriddenBy, template.AttributePlace, template.Member, fault));
    }

    private void CheckPlaceholderList(TemplateSpec template)
    {
        string? twice = template.Placeholders.GroupBy(member => member, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1)?.Key;
        string? fault = null;
        if (!template.IsFormat && template.Placeholders.Count > 0) fault = "can't be filled in, because its syntax is Raw: leave them away";
        else if (template.Placeholders.Any(member => member is "" or Names.None)) fault = "hold one that names nothing: leave it away";
        else if (twice is not null) fault = $"hold '{twice}' twice: leave one away";
        if (fault is null) return;
        Report(DiagnosticInfo.Of(TemplateDescriptors.BadPlaceholders, template.AttributePlace, template.Member, fault));
    }

    private void CheckFiles()
    {
        IReadOnlyDictionary<string, string> names = _input.PlaceholderNames();
        foreach (TemplateFile file in _input.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            TemplateSpec? template = _input.Templates.FirstOrDefault(item => item.FullName == file.Name);
            if (template is null) Report(DiagnosticInfo.Of(TemplateDescriptors.NoDeclaration, file.Place(0, 0), file.Name));
            else _diagnostics.AddRange(new TemplateCompiler(template, file, names).Diagnostics);
        }
    }

    private void Report(DiagnosticInfo diagnostic) => _diagnostics.Add(diagnostic);

    private static bool IsNameCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_';
}
