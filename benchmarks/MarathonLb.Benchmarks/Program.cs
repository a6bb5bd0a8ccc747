using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

// In this process: BenchmarkDotNet's own project would not find our central package versions. Results go where scripts/bench.sh says.
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.MediumRun.WithLaunchCount(1).WithToolchain(InProcessEmitToolchain.Instance));
if (Environment.GetEnvironmentVariable("MLB_BENCH_RESULTS") is { Length: > 0 } folder) config = config.WithArtifactsPath(folder);
BenchmarkSwitcher.FromAssembly(typeof(MarathonLb.Benchmarks.RenderBenchmarks).Assembly).Run(args, config);
