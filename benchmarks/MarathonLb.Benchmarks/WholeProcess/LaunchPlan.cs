using System.Globalization;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>How a marathon-lb is started for a measurement, beyond what all of them have in common.</summary>
internal sealed record LaunchPlan
{
    /// <summary>Further options of its command line.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Further environment variables.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment { get; init; } = [];

    /// <summary>Another Marathon than the simulator; null for that one.</summary>
    public Uri? Marathon { get; init; }

    /// <summary>Counts the runs of <c>haproxy -c</c>.</summary>
    public bool CountsChecks { get; init; }

    /// <summary>The longest that it may take until it is ready: no figure, only the end of waiting on a machine that does much else.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>A number from the environment: the scripts' parameters that few want to change.</summary>
    /// <param name="variable">Its name.</param>
    /// <param name="fallback">What counts without it.</param>
    public static int Number(string variable, int fallback) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : fallback;
}
