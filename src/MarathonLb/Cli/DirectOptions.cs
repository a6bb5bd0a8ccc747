using MarathonLb.Observability;

namespace MarathonLb.Cli;

/// <summary>Everything that direct mode was told, checked.</summary>
/// <param name="Services">Which apps are served, and how.</param>
/// <param name="Marathon">Where the apps come from.</param>
/// <param name="Proxy">How HAProxy is found, asked and reloaded.</param>
/// <param name="Files">Where things lie.</param>
/// <param name="Logging">How we log.</param>
/// <param name="Dry">Print the configuration and change nothing.</param>
/// <param name="Sse">Stay and follow Marathon's events.</param>
internal sealed record DirectOptions(
    ServiceOptions Services,
    MarathonOptions Marathon,
    ProxyOptions Proxy,
    PathOptions Files,
    LoggingOptions Logging,
    bool Dry,
    bool Sse);

/// <summary>Which apps are served, and how.</summary>
/// <param name="Groups">The groups served, at least one; <c>*</c> is all.</param>
/// <param name="HealthCheck">Leave out tasks that are not known to be alive.</param>
/// <param name="StrictMode">Only services that are enabled by label.</param>
/// <param name="SslCerts">The certificate files of the HTTPS frontend, in order.</param>
/// <param name="SslCertsGiven">False if <paramref name="SslCerts"/> is only the default.</param>
/// <param name="HaproxyMap">Use map files.</param>
/// <param name="DontBindHttpHttps">No frontends on 80 and 443.</param>
/// <param name="GroupHttpsByVhost">A HTTPS frontend per virtual host.</param>
/// <param name="MinServicePort">First port to assign, or 0 with <paramref name="MaxServicePort"/> 0 for none.</param>
/// <param name="MaxServicePort">Last port to assign.</param>
/// <param name="KeepEmptyServices">Services without servers are kept, or not; null where the mode decides.</param>
/// <param name="LruCacheCapacity">Entries in each memory of verdicts and addresses.</param>
/// <param name="FrameworkName">App id of marathon-lb itself without its leading slash, or null.</param>
/// <param name="RawLabels">The apps that may bring templates in labels, with all below them; null for all.</param>
/// <param name="RawLabelsDeny">Keywords that such templates may not use.</param>
internal sealed record ServiceOptions(
    IReadOnlyList<string> Groups,
    bool HealthCheck,
    bool StrictMode,
    IReadOnlyList<string> SslCerts,
    bool SslCertsGiven,
    bool HaproxyMap,
    bool DontBindHttpHttps,
    bool GroupHttpsByVhost,
    int MinServicePort,
    int MaxServicePort,
    bool? KeepEmptyServices,
    int LruCacheCapacity,
    string? FrameworkName,
    string[]? RawLabels,
    string[] RawLabelsDeny);

/// <summary>Where the apps come from.</summary>
/// <param name="Addresses">Tried in turn; at least one.</param>
/// <param name="CaCertFile">PEM file with the authorities to trust, or null for the system's.</param>
/// <param name="Insecure">Marathon's certificate is not verified.</param>
/// <param name="Credentials">Basic authentication.</param>
/// <param name="DcosCredentials">JSON of a DC/OS service account, or null.</param>
/// <param name="MaxBackoff">Longest pause before the event stream is opened again.</param>
/// <param name="SseTimeout">Silence after which the event stream is opened again; above 0.</param>
internal sealed record MarathonOptions(
    IReadOnlyList<MarathonAddress> Addresses,
    string? CaCertFile,
    bool Insecure,
    CredentialSource Credentials,
    Secret? DcosCredentials,
    TimeSpan MaxBackoff,
    TimeSpan SseTimeout);

/// <summary>One place to get apps from: a URL or a file, never both.</summary>
/// <param name="Url">Absolute http or https URL.</param>
/// <param name="FilePath">A file with Marathon's answer.</param>
internal sealed record MarathonAddress(Uri? Url, string? FilePath);

/// <summary>How HAProxy is found, asked and reloaded.</summary>
/// <param name="Binary">The file given, or null to look for it.</param>
/// <param name="SkipValidation">HAProxy is not asked whether the configuration is valid.</param>
/// <param name="SkipConfigCleanup">No second try without the accused apps.</param>
/// <param name="ReloadCommand">Shell text, or null to find a service manager.</param>
/// <param name="MaxReloadRetries">Tries after the first one that failed; −1 for no end.</param>
/// <param name="ReloadInterval">Pause before a try after one that failed.</param>
internal sealed record ProxyOptions(
    string? Binary,
    bool SkipValidation,
    bool SkipConfigCleanup,
    string? ReloadCommand,
    int MaxReloadRetries,
    TimeSpan ReloadInterval);

/// <summary>Where things lie.</summary>
/// <param name="ConfigFile">Absolute path of the configuration.</param>
/// <param name="TemplatesDirectory">Folder of the user's templates; it need not exist.</param>
/// <param name="StateDirectory">Absolute path of our memory; made when first needed.</param>
/// <param name="ArchiveVersions">How many replaced configurations are kept.</param>
internal sealed record PathOptions(string ConfigFile, string TemplatesDirectory, string StateDirectory, int ArchiveVersions);
