using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>From what is read to what the emitters print: only what is right, in the order of declaration, without places.</summary>
internal static class TemplateModel
{
    /// <summary>The placeholders, each name once.</summary>
    public static EquatableArray<PlaceholderSpec> Accept(EquatableArray<PlaceholderSpec> placeholders) => placeholders
        .GroupBy(placeholder => placeholder.Name, StringComparer.Ordinal).Select(group => group.First().WithoutPlace())
        .ToEquatableArray();

    /// <summary>The templates, each name once.</summary>
    public static EquatableArray<TemplateSpec> Accept(EquatableArray<TemplateSpec> templates) => templates
        .GroupBy(template => template.Name, StringComparer.Ordinal).Select(group => group.First().WithoutPlaces())
        .ToEquatableArray();

    /// <summary>The default texts, compiled. One with an error is left out: its diagnostic stops the build.</summary>
    public static EquatableArray<CompiledTemplate> Compile(TemplateInput input)
    {
        IReadOnlyDictionary<string, string> names = input.PlaceholderNames();
        List<CompiledTemplate> compiled = [];
        foreach (TemplateSpec template in Accept(input.Templates))
        {
            TemplateFile? file = input.Files.FirstOrDefault(item => item.Name == template.FullName);
            if (file is null) continue;
            TemplateCompiler compiler = new TemplateCompiler(template, file, names);
            if (compiler.Diagnostics.Count == 0) compiled.Add(compiler.Result);
        }

        return compiled.ToEquatableArray();
    }
}
