using System.Globalization;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>
/// The environment variables of the container's entry point. An empty one counts as unset. <c>PORTS</c> is not among them: the original demanded it and
/// used it for nothing else.
/// </summary>
/// <param name="Certificate"><c>HAPROXY_SSL_CERT</c>: certificate and key as PEM text.</param>
/// <param name="NumberedCertificates"><c>HAPROXY_SSL_CERT0</c> to <c>HAPROXY_SSL_CERT100</c>, ascending; they count only with <c>HAPROXY_SSL_CERT</c>.</param>
/// <param name="TakesHaproxyLog"><c>HAPROXY_SYSLOGD</c>: HAProxy's log goes to the container's output.</param>
/// <param name="SyslogSocket"><c>SYSLOG_SOCKET</c>: where our own log goes besides standard error; <c>/dev/null</c> is nowhere.</param>
/// <param name="MesosSandbox"><c>MESOS_SANDBOX</c>: a folder whose <c>templates/</c> is copied in.</param>
/// <param name="SystemControls"><c>HAPROXY_SYSCTL_PARAMS</c>: <c>name=value …</c>.</param>
/// <param name="SystemControlsMayFail"><c>HAPROXY_SYSCTL_NONSTRICT</c>.</param>
internal sealed record EntryPointEnvironment(
    Secret? Certificate,
    IReadOnlyList<NumberedCertificate> NumberedCertificates,
    bool TakesHaproxyLog,
    string SyslogSocket,
    string? MesosSandbox,
    string? SystemControls,
    bool SystemControlsMayFail)
{
    private const int LastNumber = 100;

    /// <summary>The environment of this process.</summary>
    public static EntryPointEnvironment Current => From(Environment.GetEnvironmentVariable);

    /// <summary>Reads the variables; nothing is checked yet.</summary>
    public static EntryPointEnvironment From(Func<string, string?> variable)
    {
        return new(
            Text("HAPROXY_SSL_CERT") is { } pem ? new Secret(pem) : null,
            [.. Numbered()],
            Text("HAPROXY_SYSLOGD") is not null,
            Text("SYSLOG_SOCKET") ?? "/dev/null",
            Text("MESOS_SANDBOX"),
            Text("HAPROXY_SYSCTL_PARAMS"),
            Text("HAPROXY_SYSCTL_NONSTRICT") is not null);

        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;

        IEnumerable<NumberedCertificate> Numbered()
        {
            for (int number = 0; number <= LastNumber; number++)
            {
                if (Text("HAPROXY_SSL_CERT" + number.ToString(CultureInfo.InvariantCulture)) is { } text) yield return new(number, new Secret(text));
            }
        }
    }

    /// <summary>Flags that stand in for what the user did not say; they go before the user's own, of which the last counts.</summary>
    public IReadOnlyList<string> DefaultFlags(EntryPointPaths paths) =>
        [DirectFlags.HaproxyConfig.Name, paths.ConfigFile, DirectFlags.SyslogSocket.Name, SyslogSocket];
}

/// <summary>A certificate of <c>HAPROXY_SSL_CERT{Number}</c>.</summary>
/// <param name="Number">0 to 100.</param>
/// <param name="Pem">Its text.</param>
internal sealed record NumberedCertificate(int Number, Secret Pem);
