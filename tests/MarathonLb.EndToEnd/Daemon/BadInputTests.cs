using System.Net;
using System.Net.Sockets;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>What a user may do wrong: one clear line, and the exit code that docs/differences.md tells.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Scratch _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task UnknownMode_IsNamed() => EndsAsync(2, "sses", ["sses", "--group", "external"]);

    [Fact]
    public Task NoGroup_IsNamed() => EndsAsync(2, "--group", ["sse"]);

    [Fact]
    public Task MalformedCredentialFile_IsNamed() =>
        EndsAsync(2, "write user:pass", ["sse", "--group", "external", "--marathon-auth-credential-file", _folder.Write("credentials", "nobody\n")]);

    [Fact]
    public Task UnreadableAuthority_IsNamed() =>
        EndsAsync(2, "/no/such/ca.pem", ["sse", "--group", "external", "--marathon-ca-cert", "/no/such/ca.pem"]);

    [Fact]
    public Task UnreadableCertificate_IsNamed() =>
        EndsAsync(2, "/no/such/cert.pem", ["sse", "--group", "external", "--ssl-certs", "/no/such/cert.pem"]);

    [Fact]
    public Task RunDirectoryThatCantBeMade_IsNamed() =>
        EndsAsync(4, "/proc/mlb", ["sse", "--group", "external", "--run-dir", "/proc/mlb"]);

    [Fact]
    public Task RunDirectoryTooLong_IsNamed() =>
        EndsAsync(4, "too long for unix sockets", ["sse", "--group", "external", "--run-dir", _folder[new string('x', 80)]]);

    [Fact]
    public Task NoHaproxy_IsNamed() =>
        EndsAsync(2, "haproxy", ["sse", "--group", "external", "--run-dir", _folder["run"], "--haproxy-binary", "/no/such/haproxy"]);

    [Fact]
    public async Task PortOfTheHeadInUse_IsNamed()
    {
        await using ManagedStack stack = await ManagedStack.PrepareAsync("installed", static plan => plan.Add("/web"));
        using TcpListener other = new(IPAddress.Any, stack.Plan.StatsPort);
        other.Start();
        stack.Launch();
        int code = await stack.Daemon.EndAsync(TimeSpan.FromSeconds(10));
        Assert.True(code == 6, $"exit code {code}; the log:\n{stack.Log}");
        Assert.Equal(1, stack.Daemon.Count($"can't start: port {stack.Plan.StatsPort} on"));
    }

    [Fact]
    public async Task TwoDaemonsInOneRunDirectory_TheSecondIsRefused()
    {
        await using ManagedStack stack = await ManagedStack.StartAsync("installed", static plan => plan.Add("/web", ("VHOST", "web.test")));
        await EndsAsync(4, "stop the other marathon-lb", ["sse", "--group", "external", "--run-dir", stack.RunFolder]);
        Assert.Equal(200, (await stack.Http.GetAsync("web.test")).Status);
    }

    [Fact]
    public async Task VaultGivesAWrongAnswer_IsToldOnceAndTriedAgain()
    {
        // The simulator knows nothing of Vault's paths.
        Certificate certificate = Certificate.For("localhost");
        await using Simulator vault = await Simulator.RunAsync(new SimulatorOptions { Certificate = certificate.Server });
        await using ManagedStack stack = await ManagedStack.PrepareAsync("installed", plan =>
        {
            plan.Add("/web");
            plan.Environment["SSL_CERT_FILE"] = plan.Folder.Write("vault-ca.pem", certificate.AuthorityPem);
            plan.Environment["VAULT_HOST"] = "localhost";
            plan.Environment["VAULT_PORT"] = $"{vault.BaseUri.Port}";
            plan.Environment["VAULT_PATH"] = "secret/marathon";
            plan.Environment["VAULT_TOKEN"] = "s.token";
        });
        stack.Launch();
        await Eventually.IsTrueAsync(
            () => vault.Requests.Count(static request => request.Target == "/v1/secret/marathon") >= 4, () => $"four tries; the log:\n{stack.Log}");
        Assert.Contains("Vault", stack.Log, StringComparison.Ordinal);
        Assert.Equal(1, stack.Daemon.Count("round: NoSnapshot"));
        Assert.DoesNotContain("s.token", stack.Log, StringComparison.Ordinal);
        Assert.Equal(0, stack.Fetches);
    }

    private async Task EndsAsync(int code, string names, string[] arguments)
    {
        string[] places = arguments[0] == "sses" ? [] : ["--haproxy-config", _folder["haproxy.cfg"], .. arguments.Contains("--run-dir") ? [] : new[] { "--run-dir", _folder["run"] }];
        using DaemonRun run = DaemonRun.Start([.. arguments, .. places], _folder.Root, new Dictionary<string, string>());
        int ended = await run.EndAsync(TimeSpan.FromSeconds(10));
        Assert.True(ended == code, $"exit code {ended} instead of {code}:\n{run.Log}");
        Assert.Equal(1, run.Count(names));
        Assert.DoesNotContain("   at ", run.Log, StringComparison.Ordinal);
    }
}
