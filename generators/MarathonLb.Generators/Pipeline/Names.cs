namespace MarathonLb.Generators.Pipeline;

/// <summary>The names that the declarations and the generated code share.</summary>
internal static class Names
{
    public const string Prefix = "HAPROXY_";
    public const string LabelsNamespace = "MarathonLb.Apps.Labels";
    public const string TemplatesNamespace = "MarathonLb.Templates";
    public const string LabelSetAttribute = LabelsNamespace + ".LabelSetAttribute";
    public const string LabelAttribute = LabelsNamespace + ".LabelAttribute";
    public const string TemplateAttribute = TemplatesNamespace + ".TemplateAttribute";
    public const string TemplateEnum = TemplatesNamespace + ".TemplateName";
    public const string PlaceholderAttribute = TemplatesNamespace + ".PlaceholderNameAttribute";
    public const string PlaceholderEnum = TemplatesNamespace + ".Placeholder";

    /// <summary>The member of the generated and declared enums that means "nothing".</summary>
    public const string None = "None";

    /// <summary>True for a name as operators write it: <c>BACKEND_HEAD</c>. A digit first would read as an index.</summary>
    public static bool IsUpperName(string name) =>
        name.Length > 0 && name[0] is >= 'A' and <= 'Z'
        && name.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_');
}
