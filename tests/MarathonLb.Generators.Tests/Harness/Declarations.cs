using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Tests.Harness;

/// <summary>The program's own declarations.</summary>
internal static class Declarations
{
    private const string GlobalUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        """;

    /// <summary>The sources that the generators read and complete.</summary>
    public static SyntaxTree[] Sources { get; } =
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "declarations"), "*.cs").Order(StringComparer.Ordinal)
            .Select(static path => GeneratorRun.Parse(File.ReadAllText(path), Path.GetFileName(path))),
        GeneratorRun.Parse(GlobalUsings, "GlobalUsings.cs"),
        GeneratorRun.Parse(FakeLabelValues.Source, "LabelValues.cs"),
    ];
}
