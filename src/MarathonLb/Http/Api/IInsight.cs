namespace MarathonLb.Http.Api;

/// <summary>What can be seen of the running load balancer; secrets are masked. Safe to call from any thread.</summary>
internal interface IInsight
{
    /// <summary>State and freshness.</summary>
    Task<StateView> StateAsync();

    /// <summary>Services by app id and index.</summary>
    /// <param name="query">Words that all must occur in a service's app, vhosts, path, port, backend or servers; empty for all services.</param>
    /// <param name="page">Which part, from 1.</param>
    /// <param name="size">The length of a part.</param>
    Task<Page<ServiceView>> ServicesAsync(string query, int page, int size);

    /// <summary>Findings, errors first.</summary>
    /// <param name="query">Words that all must occur in a finding; empty for all.</param>
    /// <param name="conflicts">True for conflicts only; false for others, but for what <see cref="Excluded"/> tells already; null for all.</param>
    /// <param name="page">Which part, from 1.</param>
    /// <param name="size">The length of a part.</param>
    Page<FindingView> Findings(string query, bool? conflicts, int page, int size);

    /// <summary>The services that HAProxy rejects.</summary>
    ExcludedView[] Excluded { get; }

    /// <summary>The last rounds, the newest first.</summary>
    RoundView[] Rounds { get; }

    /// <summary>The versions that can be rolled back to, the newest first.</summary>
    VersionView[] Versions { get; }

    /// <summary>Names of the configurations that can be compared, the newest first.</summary>
    string[] Configs { get; }

    /// <summary>What changes from one configuration to another, as <c>diff -u</c> prints it.</summary>
    /// <param name="from">A name of <see cref="Configs"/>.</param>
    /// <param name="to">Another one.</param>
    /// <param name="problem">Why there is none; null if there is.</param>
    /// <returns>The lines; none if both are equal.</returns>
    IReadOnlyList<string> Diff(string from, string to, out string? problem);
}
