namespace MarathonLb.Cli;

/// <summary>The environment variables that act as options. Template overrides (<c>HAPROXY_…</c>) are read by the template room.</summary>
/// <param name="DcosServiceAccountCredential"><c>DCOS_SERVICE_ACCOUNT_CREDENTIAL</c>: JSON of a DC/OS service account.</param>
/// <param name="MarathonUser"><c>MARATHON_USER</c>.</param>
/// <param name="MarathonPassword"><c>MARATHON_PASSWORD</c>.</param>
/// <param name="VaultToken"><c>VAULT_TOKEN</c>.</param>
/// <param name="VaultHost"><c>VAULT_HOST</c>: host name or URL.</param>
/// <param name="VaultPort"><c>VAULT_PORT</c>.</param>
/// <param name="VaultPath"><c>VAULT_PATH</c>: the secret that holds <c>user</c> and <c>pass</c>.</param>
/// <param name="FrameworkName"><c>FRAMEWORK_NAME</c>: the app id of marathon-lb itself, which it does not serve.</param>
/// <param name="Path"><c>PATH</c>, where programs are looked for.</param>
/// <param name="PollInterval"><c>POLL_INTERVAL</c>: seconds between looks at Marathon in poll mode.</param>
internal sealed record EnvironmentSettings(
    Secret? DcosServiceAccountCredential,
    string? MarathonUser,
    Secret? MarathonPassword,
    Secret? VaultToken,
    string? VaultHost,
    string? VaultPort,
    string? VaultPath,
    string? FrameworkName,
    string? Path,
    string? PollInterval)
{
    /// <summary>The environment of this process.</summary>
    public static EnvironmentSettings Current => From(Environment.GetEnvironmentVariable);

    /// <summary>Reads the settings; an empty variable counts as unset.</summary>
    public static EnvironmentSettings From(Func<string, string?> variable)
    {
        return new(
            Protected("DCOS_SERVICE_ACCOUNT_CREDENTIAL"),
            Plain("MARATHON_USER"),
            Protected("MARATHON_PASSWORD"),
            Protected("VAULT_TOKEN"),
            Plain("VAULT_HOST"),
            Plain("VAULT_PORT"),
            Plain("VAULT_PATH"),
            Plain("FRAMEWORK_NAME"),
            Plain("PATH"),
            Plain("POLL_INTERVAL"));

        string? Plain(string name) => variable(name) is { Length: > 0 } value ? value : null;
        Secret? Protected(string name) => Plain(name) is { } value ? new Secret(value) : null;
    }
}
