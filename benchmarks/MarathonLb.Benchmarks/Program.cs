using System.Globalization;
using BenchmarkDotNet.Running;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Benchmarks.WholeProcess;

// Whole processes: benchmarks/*.sh. Everything else goes to BenchmarkDotNet: scripts/bench.sh.
switch (args)
{
    case ["event-to-traffic", string cycles, .. string[] sizes]:
        await EventToTraffic.RunAsync(Numbers(sizes), Number(cycles));
        return;
    case ["added-server", string seconds]:
        await AddedServer.RunAsync(Number(seconds));
        return;
    case ["start-to-serving", .. string[] sizes]:
        await StartToServing.RunAsync(Numbers(sizes), LaunchPlan.Number("MLB_RUNS", 3), Settle(10));
        return;
    case ["last-byte", .. string[] sizes]:
        await LastByte.RunAsync(Numbers(sizes), LaunchPlan.Number("MLB_RUNS", 5), Settle(60));
        return;
    case ["event-storm", .. string[] sizes]:
        await EventStorm.RunAsync(Numbers(sizes), LaunchPlan.Number("MLB_EVENTS", 2000));
        return;
    case ["isolation", .. string[] broken]:
        await Isolation.RunAsync(Numbers(broken));
        return;
    case ["many-rounds", string rounds, string apps]:
        await ManyRounds.RunAsync(Number(rounds), Number(apps));
        return;
}

string jobs = Environment.GetEnvironmentVariable(SuiteConfig.Variable) is { Length: > 0 } given ? given : "jit,native";
string? folder = Environment.GetEnvironmentVariable("MLB_BENCH_RESULTS") is { Length: > 0 } results ? results : null;
BenchmarkSwitcher.FromAssembly(typeof(MarathonLb.Benchmarks.RenderBenchmarks).Assembly).Run(args, SuiteConfig.Create(jobs.Split(','), folder));

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int[] Numbers(string[] texts) => [.. texts.Select(Number)];

static TimeSpan Settle(int seconds) => TimeSpan.FromSeconds(LaunchPlan.Number("MLB_SETTLE_SECONDS", seconds));
