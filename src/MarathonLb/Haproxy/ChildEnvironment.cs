using System.Collections;

namespace MarathonLb.Haproxy;

/// <summary>
/// The environment that every child of ours gets: our own without credentials and private keys. HAProxy expands <c>${NAME}</c> in its configuration, so
/// an app's raw template could otherwise print them.
/// </summary>
internal static class ChildEnvironment
{
    private static readonly string[] HiddenNames = ["MARATHON_PASSWORD", "DCOS_SERVICE_ACCOUNT_CREDENTIAL"];

    /// <summary>HAPROXY_SSL_CERT and the numbered ones hold PEM text with the key.</summary>
    private static readonly string[] HiddenPrefixes = ["VAULT_", "HAPROXY_SSL_CERT"];

    /// <summary>What children get of this process's environment now.</summary>
    public static Dictionary<string, string> Current => Without(Environment.GetEnvironmentVariables());

    /// <summary>True if no child may see the variable.</summary>
    public static bool Hides(string name) =>
        HiddenNames.Contains(name, StringComparer.Ordinal) || HiddenPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A copy of the variables without the hidden ones.</summary>
    public static Dictionary<string, string> Without(IDictionary variables)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in variables)
        {
            if (entry is { Key: string name, Value: string value } && !Hides(name)) kept.Add(name, value);
        }

        return kept;
    }
}
