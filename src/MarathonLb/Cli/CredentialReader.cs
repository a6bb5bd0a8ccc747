using System.Globalization;

namespace MarathonLb.Cli;

/// <summary>Chooses the credentials for Marathon by precedence (flag, file, Vault, MARATHON_USER) and checks the ones it chose.</summary>
internal static class CredentialReader
{
    /// <summary>Vault's own default port.</summary>
    private const int VaultPort = 8200;

    /// <summary>The credentials to use; problems are added to the list.</summary>
    public static CredentialSource Read(string? flag, string? file, EnvironmentSettings environment, List<string> problems)
    {
        if (flag is not null) return Split(flag, DirectFlags.AuthCredentials.Name, problems);
        if (file is not null) return FromFile(file, problems);
        if (environment.VaultHost is not null || environment.VaultPath is not null) return FromVault(environment, problems);
        if (environment.MarathonUser is null) return new CredentialSource.None();
        if (environment.MarathonPassword is { } password) return new CredentialSource.Known(environment.MarathonUser, password, "MARATHON_USER");
        problems.Add("MARATHON_USER: is set without MARATHON_PASSWORD; set both or neither");
        return new CredentialSource.None();
    }

    private static CredentialSource Split(string pair, string origin, List<string> problems)
    {
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0) return new CredentialSource.Known(pair[..colon], new Secret(pair[(colon + 1)..]), origin);
        problems.Add($"{origin}: the credentials have no user before a colon; write user:pass");
        return new CredentialSource.None();
    }

    private static CredentialSource FromFile(string path, List<string> problems)
    {
        string origin = $"{DirectFlags.AuthCredentialFile.Name} {path}";
        try
        {
            using StreamReader reader = new(path);
            return Split(reader.ReadLine() ?? "", origin, problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{origin}: can't be read ({e.Message}); give a readable file whose first line is user:pass");
            return new CredentialSource.None();
        }
    }

    private static CredentialSource FromVault(EnvironmentSettings environment, List<string> problems)
    {
        if (environment is not { VaultToken: { } token, VaultHost: { } host, VaultPath: { } path })
        {
            problems.Add("VAULT_TOKEN, VAULT_HOST, VAULT_PATH: some are set, but not all three; set all or none");
            return new CredentialSource.None();
        }

        int port = VaultPort;
        if (environment.VaultPort is { } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and < 65536))
        {
            problems.Add($"VAULT_PORT: '{text}' is no TCP port; write a number from 1 to 65535");
        }

        return new CredentialSource.Vault(token, host, port, path);
    }
}
