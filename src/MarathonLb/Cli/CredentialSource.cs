namespace MarathonLb.Cli;

/// <summary>Where the user and password for Marathon's basic authentication come from. The first that is there wins: flag, file, Vault, environment.</summary>
internal abstract record CredentialSource
{
    private CredentialSource()
    {
    }

    /// <summary>No basic authentication.</summary>
    public sealed record None : CredentialSource;

    /// <summary>They are known already.</summary>
    /// <param name="User">User name.</param>
    /// <param name="Password">Password.</param>
    /// <param name="Origin">The flag, file or variable they came from, for messages.</param>
    public sealed record Known(string User, Secret Password, string Origin) : CredentialSource;

    /// <summary>Vault has to be asked for them.</summary>
    /// <param name="Token">Vault token.</param>
    /// <param name="Host">Host name or URL.</param>
    /// <param name="Port">TCP port.</param>
    /// <param name="Path">Path of the secret.</param>
    public sealed record Vault(Secret Token, string Host, int Port, string Path) : CredentialSource;
}
