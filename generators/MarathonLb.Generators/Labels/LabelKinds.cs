namespace MarathonLb.Generators.Labels;

/// <summary>Which type each kind of label reads into: the type of the out parameter of its method in LabelValues.</summary>
internal static class LabelKinds
{
    private static readonly Dictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Text"] = "string",
        ["List"] = "string[]",
        ["HostList"] = "string[]",
        ["PathPrefix"] = "string",
        ["Auth"] = "AuthLabel",
        ["Flag"] = "bool",
        ["FilePath"] = "string",
        ["BindOptions"] = "string",
        ["Address"] = "string",
        ["Port"] = "int",
        ["Mode"] = "string",
        ["Balance"] = "string",
        ["Integer"] = "int",
        ["Count"] = "int",
        ["NetworkList"] = "string[]",
        ["UrlPath"] = "string",
    };

    /// <summary>The property type for a kind, nullable because a label may be absent; null if the kind is unknown.</summary>
    public static string? PropertyType(string kind) => Types.TryGetValue(kind, out string? type) ? type + "?" : null;
}
