using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using BenchmarkDotNet.Toolchains.NativeAot;
using Perfolizer.Horology;

namespace MarathonLb.Benchmarks.Suite;

/// <summary>
/// How BenchmarkDotNet measures here. Its JIT and Native AOT toolchains build a project of their own beside the solution, which inherits what is in Directory.Build.props and
/// Directory.Packages.props: it has no package of its own, so central versions are no obstacle; what is, the arguments below take out of its way.
/// </summary>
internal static class SuiteConfig
{
    /// <summary>The job names that <c>MLB_BENCH_JOBS</c> may hold, separated by commas; without it <c>jit,native</c>.</summary>
    public const string Variable = "MLB_BENCH_JOBS";

    /// <summary>A native build takes minutes on two cores, and many more beside other work.</summary>
    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(60);

    /// <summary>What both generated projects get: warnings of theirs are nobody's, analyzers have looked at the code already, and that the product is a program too is no fault.</summary>
    private static readonly MsBuildArgument[] Plain =
    [
        new("/p:TreatWarningsAsErrors=false"), new("/p:RunAnalyzers=false"), new("/p:RestoreLockedMode=false"), new("/p:GenerateDocumentationFile=false"),
        new("/p:ValidateExecutableReferencesMatchSelfContained=false"),
    ];

    /// <summary>The product's own settings in place of BenchmarkDotNet's, which prefer speed to size and this machine's instructions to every machine's.</summary>
    private static readonly MsBuildArgument[] AsPublished = [new("/p:OptimizationPreference="), new("/p:IlcOptimizationPreference="), new("/p:IlcInstructionSet=")];

    /// <summary>The configuration; what is measured stands here once, and not in attributes on each benchmark.</summary>
    /// <param name="jobs">Names of the jobs: jit, native, quick.</param>
    /// <param name="folder">Where results go; null for BenchmarkDotNet's usual place.</param>
    public static IConfig Create(IEnumerable<string> jobs, string? folder)
    {
        ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
            .AddColumn(new ThroughputColumn())
            .AddDiagnoser(MemoryDiagnoser.Default)
            .HideColumns(Column.Toolchain, Column.Runtime, Column.Arguments, Column.Error, Column.Concurrent, Column.Server)
            .WithBuildTimeout(BuildTimeout);
        foreach (string job in jobs) config.AddJob(Named(job));
        return folder is null ? config : config.WithArtifactsPath(folder);
    }

    private static Job Named(string name) => name switch
    {
        "jit" => Thorough("JIT").WithRuntime(CoreRuntime.Core10_0).WithArguments(Plain),
        "native" => Thorough("Native").WithRuntime(NativeAotRuntime.Net10_0).WithToolchain(Native()).WithArguments([.. Plain, .. AsPublished]),
        "quick" => Collected("Quick").WithToolchain(InProcessEmitToolchain.Instance).WithIterationTime(TimeInterval.FromMilliseconds(40)).WithWarmupCount(1).WithIterationCount(3),
        _ => throw new ArgumentException($"there is no job '{name}': jit, native, quick", nameof(name)),
    };

    /// <summary>BenchmarkDotNet's own one names package feeds; this one takes the compiler that the SDK names, from where this machine gets its packages.</summary>
    private static IToolchain Native() => NativeAotToolchain.CreateBuilder().UseNuGet("", "").DisplayName("Native AOT").TargetFrameworkMoniker("net10.0").ToToolchain();

    private static Job Thorough(string id) => Collected(id).WithIterationTime(TimeInterval.FromMilliseconds(200)).WithWarmupCount(3).WithIterationCount(8);

    /// <summary>With the product's garbage collector, and what MarathonLb.csproj tells it.</summary>
    private static Job Collected(string id) =>
        new Job(id).WithLaunchCount(1).WithGcServer(false).WithGcConcurrent(false).WithEnvironmentVariable("DOTNET_GCGen0MaxBudget", "400000");
}
