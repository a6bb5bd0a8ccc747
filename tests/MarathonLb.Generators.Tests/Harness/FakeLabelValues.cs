namespace MarathonLb.Generators.Tests.Harness;

/// <summary>Stands in for the hand-written parsers of label values: "bad" can't be read, everything else can.</summary>
internal static class FakeLabelValues
{
    /// <summary>Each kind, the type it reads into, and how.</summary>
    private static readonly (string Kind, string Type, string Parsed)[] Kinds =
    [
        ("Text", "string", "value"),
        ("List", "string[]", "value.Split(',')"),
        ("HostList", "string[]", "value.Split(',')"),
        ("PathPrefix", "string", "value"),
        ("Auth", "AuthLabel", "new AuthLabel(value, value, value)"),
        ("Flag", "bool", "value == \"true\""),
        ("FilePath", "string", "value"),
        ("BindOptions", "string", "value"),
        ("Address", "string", "value"),
        ("Port", "int", "value.Length"),
        ("Mode", "string", "value"),
        ("Balance", "string", "value"),
        ("Integer", "int", "value.Length"),
        ("Count", "int", "value.Length"),
        ("NetworkList", "string[]", "value.Split(' ')"),
        ("UrlPath", "string", "value"),
    ];

    /// <summary>The source of LabelValues.</summary>
    public static string Source { get; } = $$"""
        namespace MarathonLb.Apps.Labels;

        internal static class LabelValues
        {
            {{string.Join("\n    ", Kinds.Select(static kind => Method(kind.Kind, kind.Type, kind.Parsed)))}}

            private static bool Read<T>(string value, T parsed, out T result, out LabelProblem problem)
            {
                result = parsed;
                problem = value == "bad" ? new LabelProblem("it is bad", "Write good.") : default;
                return value != "bad";
            }
        }
        """;

    private static string Method(string kind, string type, string parsed) =>
        $"internal static bool {kind}(string value, out {type} result, out LabelProblem problem) => "
        + $"Read(value, {parsed}, out result, out problem);";
}
