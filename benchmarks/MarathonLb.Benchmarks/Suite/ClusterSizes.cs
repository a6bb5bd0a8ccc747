using System.Globalization;

namespace MarathonLb.Benchmarks.Suite;

/// <summary>The numbers of apps that are measured: 100, 1,000 and 10,000, or those of MLB_BENCH_APPS, separated by commas.</summary>
public static class ClusterSizes
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "MLB_BENCH_APPS";

    /// <summary>All of them.</summary>
    public static IEnumerable<int> All() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
        ? given.Split(',').Select(static size => int.Parse(size, CultureInfo.InvariantCulture))
        : [100, 1_000, 10_000];
}
