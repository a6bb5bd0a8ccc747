using BenchmarkDotNet.Attributes;
using MarathonLb.Templates;

namespace MarathonLb.Benchmarks;

/// <summary>What does it cost to compile a template: of the usual kind, in Liquid, and one that was seen before?</summary>
public class TemplateBenchmarks
{
    private const string Format = "\nbackend {backend}\n  balance {balance}\n  mode {mode}\n  timeout server 30s\n  http-request set-header X-Backend {backend}\n";
    private const string Liquid =
        "\nbackend {{ backend }}\n  balance {{ balance }}\n  mode {{ mode }}\n{% if mode == 'http' %}  http-request set-header X-Backend {{ backend | upcase }}\n{% endif %}";

    private readonly TemplateCompiler _compiler = new();

    /// <summary>A compiler that knows all: its Liquid grammar is built, and the text was compiled.</summary>
    [GlobalSetup]
    public void Setup()
    {
        if (!SeenBefore() || !FormatText() || !LiquidText()) throw new InvalidOperationException("a template does not compile");
    }

    /// <summary>A text with placeholders, new to the compiler.</summary>
    [Benchmark(Baseline = true)]
    public bool FormatText() => new TemplateCompiler().TryCompile(TemplateName.BackendHead, TemplateSource.Label, Format, out _, out _);

    /// <summary>The same text a second time, as in thousands of apps that share it.</summary>
    [Benchmark]
    public bool SeenBefore() => _compiler.TryCompile(TemplateName.BackendHead, TemplateSource.Label, Format, out _, out _);

    /// <summary>A Liquid text; its parser runs on a thread of its own, for its stack.</summary>
    [Benchmark]
    public bool LiquidText() => _compiler.TryCompileLiquid(TemplateName.BackendHead, TemplateSource.File, Liquid, out _, out _);
}
