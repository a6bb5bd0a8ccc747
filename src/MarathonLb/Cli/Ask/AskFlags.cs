using static MarathonLb.Cli.OptionArity;

namespace MarathonLb.Cli.Ask;

/// <summary>The options of the commands that ask: their own, and those of direct mode that change what the answer is.</summary>
internal static class AskFlags
{
    private const string Answer = "The answer (lint, explain, route)";

    public static readonly OptionSpec LintFormat = new("--format", null, One, "text|json|github|sarif", Answer, "lint: how the findings are written: for people, as a list, for GitHub Actions, or as SARIF 2.1.0.", "text") { Added = true };
    public static readonly OptionSpec Haproxy = new("--haproxy", null, Flag, "", Answer, "lint: ask HAProxy too (--haproxy-binary, else haproxy on PATH); certificates that are not on this machine are taken to be good.") { Added = true };
    public static readonly OptionSpec Format = new("--format", null, One, "text|json", Answer, "explain, route: how the answer is written.", "text") { Added = true };
    public static readonly OptionSpec Header = new("--header", null, OneRepeated, "NAME:VALUE", Answer, "route: a header of the request, such as X-Marathon-App-Id:/shop; repeat it for more.") { Added = true };

    private static readonly OptionSpec[] Shape =
    [
        DirectFlags.Group, DirectFlags.StrictMode, DirectFlags.SslCerts, DirectFlags.HaproxyMap, DirectFlags.DontBindHttpHttps, DirectFlags.GroupHttpsByVhost,
        DirectFlags.MinPort, DirectFlags.MaxPort, DirectFlags.RawLabels, DirectFlags.RawLabelsDeny,
    ];

    private static readonly OptionSpec[] Cluster =
    [
        .. Shape, DirectFlags.KeepEmptyServices, ManagedFlags.Conflicts, DirectFlags.HealthCheck, DirectFlags.LruCacheCapacity,
        DirectFlags.Marathon, DirectFlags.MarathonCaCert, DirectFlags.MarathonInsecure, DirectFlags.AuthCredentials, DirectFlags.AuthCredentialFile, DirectFlags.DcosAuthCredentials,
        DirectFlags.HaproxyConfig, DirectFlags.TemplatesDir, ManagedFlags.RunDir,
    ];

    /// <summary>Those that only these commands have.</summary>
    public static IReadOnlyList<OptionSpec> Own { get; } = [LintFormat, Haproxy, Format, Header];

    /// <summary>Of lint.</summary>
    public static IReadOnlyList<OptionSpec> Lint { get; } = [LintFormat, Haproxy, .. Shape, DirectFlags.HaproxyBinary, DirectFlags.TemplatesDir, DirectFlags.Help];

    /// <summary>Of explain.</summary>
    public static IReadOnlyList<OptionSpec> Explain { get; } = [Format, .. Cluster, DirectFlags.Help];

    /// <summary>Of route.</summary>
    public static IReadOnlyList<OptionSpec> Route { get; } = [Format, Header, .. Cluster, DirectFlags.Help];
}
