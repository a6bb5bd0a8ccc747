using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MarathonLb.Benchmarks.WholeProcess;

// Whole processes: benchmarks/event-to-traffic.sh and benchmarks/added-server.sh. Their parameter is how often, or for how many seconds.
if (args is ["event-to-traffic", string cycles, .. string[] sizes])
{
    await EventToTraffic.RunAsync([.. sizes.Select(static size => int.Parse(size, CultureInfo.InvariantCulture))], int.Parse(cycles, CultureInfo.InvariantCulture));
    return;
}

if (args is ["added-server", string seconds])
{
    await AddedServer.RunAsync(int.Parse(seconds, CultureInfo.InvariantCulture));
    return;
}

// In this process: BenchmarkDotNet's own project would not find our central package versions. Results go where scripts/bench.sh says.
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.MediumRun.WithLaunchCount(1).WithToolchain(InProcessEmitToolchain.Instance));
if (Environment.GetEnvironmentVariable("MLB_BENCH_RESULTS") is { Length: > 0 } folder) config = config.WithArtifactsPath(folder);
BenchmarkSwitcher.FromAssembly(typeof(MarathonLb.Benchmarks.RenderBenchmarks).Assembly).Run(args, config);
