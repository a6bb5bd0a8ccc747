using MarathonLb.Findings;
using MarathonLb.Haproxy;

namespace MarathonLb.Cli;

/// <summary>A configuration made from the apps, not yet checked by HAProxy.</summary>
/// <param name="Config">Its bytes.</param>
/// <param name="DomainMap">Bytes of domain2backend.map, or null without <c>--haproxy-map</c>.</param>
/// <param name="AppMap">Bytes of app2backend.map, or null without <c>--haproxy-map</c>.</param>
/// <param name="Findings">What the apps, labels and templates did wrong.</param>
/// <param name="OwnerOfLine">For a line of the configuration, from 1: the app and label or template it came from, in words, or null.</param>
/// <param name="Secrets">Literal secrets that no log may show, beside those that <see cref="Reconcile.SecretMask"/> knows by their form.</param>
internal sealed record GeneratedConfig(
    ReadOnlyMemory<byte> Config,
    ReadOnlyMemory<byte>? DomainMap,
    ReadOnlyMemory<byte>? AppMap,
    IReadOnlyList<Finding> Findings,
    Func<int, string?> OwnerOfLine,
    IReadOnlyList<string> Secrets);

/// <summary>Makes configurations: reads the apps, renders.</summary>
internal interface IConfigSource
{
    /// <summary>Makes the configuration of this moment. Throws <see cref="ConfigSourceException"/> if it can't be made.</summary>
    Task<GeneratedConfig> GenerateAsync(CancellationToken cancellationToken);

    /// <summary>Finds what HAProxy takes of what was generated last: all of it, or what is left without the apps that it rejects.</summary>
    /// <param name="isolates">False to take nobody out (<c>--skip-config-cleanup</c>).</param>
    /// <param name="validate">Asks HAProxy; gives its report, and the name of the file that it was given.</param>
    /// <param name="problem">Receives why nothing can be used, if that is more than HAProxy's own words.</param>
    /// <returns>Null if it takes none of it.</returns>
    Task<GeneratedConfig?> FindValidAsync(bool isolates, Func<GeneratedConfig, Task<(ValidationReport Report, string File)>> validate, Action<string> problem);
}

/// <summary>Why there is no configuration, one line per reason (each Marathon host and its error), and the exit code that tells it.</summary>
/// <param name="exitCode">The exit code.</param>
/// <param name="reasons">The lines.</param>
internal sealed class ConfigSourceException(ExitCode exitCode, IReadOnlyList<string> reasons) : Exception(string.Join("; ", reasons))
{
    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>One line each.</summary>
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
