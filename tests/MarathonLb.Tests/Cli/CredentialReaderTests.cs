using MarathonLb.Cli;

namespace MarathonLb.Tests.Cli;

public sealed class CredentialReaderTests
{
    private static readonly Dictionary<string, string> Vault = new() { ["VAULT_TOKEN"] = "t", ["VAULT_HOST"] = "vault", ["VAULT_PORT"] = "8201", ["VAULT_PATH"] = "secret/mlb" };
    private static readonly Dictionary<string, string> User = new() { ["MARATHON_USER"] = "env", ["MARATHON_PASSWORD"] = "envpass" };

    private static CredentialSource Read(string? flag, string? file, IEnumerable<KeyValuePair<string, string>> environment, out List<string> problems)
    {
        Dictionary<string, string> variables = new(environment);
        problems = [];
        return CredentialReader.Read(flag, file, EnvironmentSettings.From(name => variables.GetValueOrDefault(name)), problems);
    }

    [Fact]
    public void Read_AllSources_FlagWins()
    {
        using TemporaryFolder folder = new();
        CredentialSource source = Read("flag:a:b", folder.File("c", "file:pass"), Vault.Concat(User), out var problems);
        Assert.Equal(new CredentialSource.Known("flag", new Secret("a:b"), "--auth-credentials"), source);
        Assert.Empty(problems);
    }

    [Fact]
    public void Read_NoFlag_FileWins()
    {
        using TemporaryFolder folder = new();
        string path = folder.File("c", "file:pass\r\nsecond line");
        CredentialSource source = Read(null, path, Vault.Concat(User), out _);
        Assert.Equal(new CredentialSource.Known("file", new Secret("pass"), $"--marathon-auth-credential-file {path}"), source);
    }

    [Fact]
    public void Read_NoFlagNoFile_VaultWins() =>
        Assert.Equal(new CredentialSource.Vault(new Secret("t"), "vault", 8201, "secret/mlb"), Read(null, null, Vault.Concat(User), out _));

    [Fact]
    public void Read_OnlyUser_IsTaken() =>
        Assert.Equal(new CredentialSource.Known("env", new Secret("envpass"), "MARATHON_USER"), Read(null, null, User, out _));

    [Fact]
    public void Read_Malformed_SaysSoWithoutShowingIt()
    {
        Assert.IsType<CredentialSource.None>(Read("hunter2", null, [], out var problems));
        Assert.Equal("--auth-credentials: the credentials have no user before a colon; write user:pass", Assert.Single(problems));
    }

    [Fact]
    public void Read_HalfOfVault_SaysWhatIsNeeded()
    {
        Read(null, null, [new("VAULT_HOST", "vault")], out var problems);
        Assert.Contains("VAULT_TOKEN, VAULT_HOST, VAULT_PATH", Assert.Single(problems));
    }

    [Fact]
    public void Read_BadVaultPort_IsAProblem()
    {
        Read(null, null, [.. Vault.Where(pair => pair.Key != "VAULT_PORT"), new("VAULT_PORT", "99999")], out var problems);
        Assert.StartsWith("VAULT_PORT: '99999'", Assert.Single(problems));
    }

    [Fact]
    public void Read_UserWithoutPassword_IsAProblem()
    {
        Read(null, null, [new("MARATHON_USER", "u")], out var problems);
        Assert.StartsWith("MARATHON_USER: is set without MARATHON_PASSWORD", Assert.Single(problems));
    }

    [Fact]
    public void ToString_Credentials_HideThePassword() =>
        Assert.DoesNotContain("envpass", Read(null, null, User, out _).ToString());
}
