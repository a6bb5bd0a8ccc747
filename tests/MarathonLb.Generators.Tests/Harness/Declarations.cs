using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>The program's own declarations, and template files that go with them.</summary>
internal static class Declarations
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        """;

    /// <summary>Stands in for the hand-written parsers: "bad" can't be read, everything else can.</summary>
    private const string LabelValues = """
        namespace MarathonLb.Apps.Labels;

        internal static class LabelValues
        {
            internal static bool Text(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool List(string value, out string[] result, out LabelProblem problem) => Read(value, value.Split(','), out result, out problem);
            internal static bool HostList(string value, out string[] result, out LabelProblem problem) => Read(value, value.Split(','), out result, out problem);
            internal static bool PathPrefix(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool Auth(string value, out AuthLabel result, out LabelProblem problem) => Read(value, new AuthLabel(value, "", ""), out result, out problem);
            internal static bool Flag(string value, out bool result, out LabelProblem problem) => Read(value, value == "true", out result, out problem);
            internal static bool FilePath(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool BindOptions(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool Address(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool Port(string value, out int result, out LabelProblem problem) => Read(value, value.Length, out result, out problem);
            internal static bool Mode(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool Balance(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);
            internal static bool Integer(string value, out int result, out LabelProblem problem) => Read(value, value.Length, out result, out problem);
            internal static bool Count(string value, out int result, out LabelProblem problem) => Read(value, value.Length, out result, out problem);
            internal static bool NetworkList(string value, out string[] result, out LabelProblem problem) => Read(value, value.Split(' '), out result, out problem);
            internal static bool UrlPath(string value, out string result, out LabelProblem problem) => Read(value, value, out result, out problem);

            private static bool Read<T>(string value, T parsed, out T result, out LabelProblem problem)
            {
                result = parsed;
                problem = value == "bad" ? new LabelProblem("it is bad", "Write good.") : default;
                return value != "bad";
            }
        }
        """;

    /// <summary>The sources that the generators read and complete.</summary>
    public static SyntaxTree[] Sources { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "declarations"), "*.cs").Order(StringComparer.Ordinal)
            .Select(static path => GeneratorRun.Parse(File.ReadAllText(path), Path.GetFileName(path))),
        GeneratorRun.Parse(GlobalUsings, "GlobalUsings.cs"),
        GeneratorRun.Parse(LabelValues, "LabelValues.cs"),
    ];
}
