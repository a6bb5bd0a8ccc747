using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Certificates;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Tests.Haproxy.Runtime;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Haproxy.Certificates;

/// <summary>Against the real HAProxys: what counts is the certificate that a client is shown.</summary>
public sealed class CertificateWatchTests
{
    private static readonly TestCertificate First = TestCertificate.Create("first.test");
    private static readonly TestCertificate Second = TestCertificate.Create("second.test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Binaries => RunningHaproxy.Binaries;

    /// <summary>Long before any worker of a test started.</summary>
    private static void WriteOld(TemporaryFolder folder, string name, string content) =>
        File.SetLastWriteTimeUtc(folder.File(name, content), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_NothingChanged_DoesNothing(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        for (int i = 0; i < 3; i++) AssertQuiet(await haproxy.Watch.LookAsync(Token));
        Assert.Equal(First.Fingerprint, await haproxy.ShownAsync());
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_RenewedFile_IsShownWithoutReload(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        haproxy.Write(Second.Pem);
        CertificateRound round = await haproxy.Watch.LookAsync(Token);
        Assert.Equal([haproxy.File], round.Swapped);
        Assert.Empty(round.Findings);
        Assert.False(round.NeedsReload);
        Assert.Equal(Second.Fingerprint, await haproxy.ShownAsync());
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
    }

    /// <summary>A file that HAProxy does not take says nothing of what clients are shown.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_Dates_AreThoseOfWhatHaproxyHasLoaded(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        Assert.Empty(haproxy.Watch.Dates.Soonest);
        await haproxy.Watch.LookAsync(Token);
        CertificateExpiry first = Assert.Single(haproxy.Watch.Dates.Soonest);
        Assert.Equal((haproxy.File, "first.test", First.Expires), (first.File, first.Subject, first.At));
        Assert.Equal(0, haproxy.Watch.Dates.Unknown);

        haproxy.Write(Second.Certificate + "\n" + First.Key);
        await haproxy.Watch.LookAsync(Token);
        Assert.Equal([first], haproxy.Watch.Dates.Soonest);

        haproxy.Write(Second.Pem);
        await haproxy.Watch.LookAsync(Token);
        Assert.Equal(("second.test", Second.Expires), (haproxy.Watch.Dates.Soonest[0].Subject, haproxy.Watch.Dates.Soonest[0].At));
    }

    /// <summary>Changed after HAProxy has read it and before anybody looked: not taken for what is loaded.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_ChangedBeforeTheFirstLook_IsNoticed(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        WriteOld(haproxy.Folder, "certs/one two.pem", Second.Pem);
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
        Assert.Equal(Second.Fingerprint, await haproxy.ShownAsync());
    }

    /// <summary>The leaf is the same, so its fingerprint says nothing; the time of the file does.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_ChainChangedBeforeTheFirstLook_IsNoticed(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        haproxy.Write(First.Pem + Second.Certificate);
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_AfterARestart_AsksWhatIsLoaded(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        WriteOld(haproxy.Folder, "certs/one two.pem", Second.Pem);
        await haproxy.RestartAsync();
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        Assert.Equal(Second.Fingerprint, await haproxy.ShownAsync());
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_Forget_AsksAgain(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        haproxy.Watch.Forget();
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        WriteOld(haproxy.Folder, "certs/one two.pem", Second.Pem);
        haproxy.Watch.Forget();
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_BadFile_KeepsTheOldAndIsToldOnce(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        foreach ((string content, string reason) in new[]
        {
            ("rubbish\n", "no PEM"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "unable to load certificate"),
            (Second.Certificate + "\n", "must contain at least a certificate and a private key"),
            (Second.Certificate + "\n" + First.Key + "\n", "inconsistencies between private key and certificate"),
        })
        {
            haproxy.Write(content);
            CertificateRound round = await haproxy.Watch.LookAsync(Token);
            Finding finding = Assert.Single(round.Findings);
            Assert.Equal(("certificate", FindingSeverity.Error, haproxy.File), (finding.Code, finding.Severity, finding.Subject));
            Assert.Contains(reason, finding.Reason);
            Assert.False(round.NeedsReload);
            AssertQuiet(await haproxy.Watch.LookAsync(Token));
            Assert.Equal(First.Fingerprint, await haproxy.ShownAsync());
        }

        haproxy.Write(Second.Pem);
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
        Assert.Equal(Second.Fingerprint, await haproxy.ShownAsync());
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_FileGone_KeepsTheOldAndIsToldOnce(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        File.Delete(haproxy.File);
        Assert.Contains("gone", Assert.Single((await haproxy.Watch.LookAsync(Token)).Findings).Reason);
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        Assert.Equal(First.Fingerprint, await haproxy.ShownAsync());
        haproxy.Write(Second.Pem);
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_KeyInItsOwnFile_IsWatchedToo(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary, folder =>
        {
            WriteOld(folder, "certs/one two.pem", First.Certificate);
            WriteOld(folder, "certs/one two.pem.key", First.Key);
        });
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        haproxy.Write(Second.Certificate);
        Assert.Single((await haproxy.Watch.LookAsync(Token)).Findings);
        haproxy.Folder.File("certs/one two.pem.key", Second.Key);
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
        Assert.Equal(Second.Fingerprint, await haproxy.ShownAsync());
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_TooLongForTheRuntimeApi_NeedsReload(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        WriteOld(haproxy.Folder, "certs/one two.pem", Second.Pem + string.Concat(Enumerable.Repeat(First.Certificate + "\n", 40)));
        for (int i = 0; i < 2; i++)
        {
            CertificateRound round = await haproxy.Watch.LookAsync(Token);
            Assert.True(round.NeedsReload);
            Assert.Empty(round.Swapped);
            Assert.Empty(round.Findings);
        }

        await haproxy.RestartAsync();
        Assert.Equal(Second.Fingerprint, await haproxy.ShownAsync());
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
    }

    /// <summary>HAProxy would go on without the stapled answer; a reload reads both.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_IssuerBesideIt_NeedsReload(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary, folder =>
        {
            WriteOld(folder, "certs/one two.pem", First.Pem);
            WriteOld(folder, "certs/one two.pem.issuer", First.Certificate);
        });
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        haproxy.Write(Second.Pem);
        Assert.True((await haproxy.Watch.LookAsync(Token)).NeedsReload);
        Assert.Equal(First.Fingerprint, await haproxy.ShownAsync());
        haproxy.Write(First.Pem);
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
    }

    /// <summary>An operator's transaction is left alone; a change waits for it a minute and then asks for a reload.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_SomebodysTransaction_IsNotTouched(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        await using RuntimeConnection operatorsConnection = await haproxy.OpenAsync();
        string blocks = PemText.Blocks(Encoding.UTF8.GetBytes(First.Pem))!;
        Assert.True((await operatorsConnection.SendAsync([RuntimeCommands.SetCertificate(haproxy.File, blocks)], Token))[0].Succeeded);
        haproxy.Write(Second.Pem);
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        haproxy.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True((await haproxy.Watch.LookAsync(Token)).NeedsReload);
        Assert.True((await operatorsConnection.SendAsync([RuntimeCommands.CommitCertificate(haproxy.File)], Token))[0].Succeeded);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_TransactionOver_SwapsIn(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary);
        await haproxy.Watch.LookAsync(Token);
        await using RuntimeConnection operatorsConnection = await haproxy.OpenAsync();
        string blocks = PemText.Blocks(Encoding.UTF8.GetBytes(First.Pem))!;
        await operatorsConnection.SendAsync([RuntimeCommands.SetCertificate(haproxy.File, blocks)], Token);
        haproxy.Write(Second.Pem);
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        Assert.True((await operatorsConnection.SendAsync([RuntimeCommands.AbortCertificate(haproxy.File)], Token))[0].Succeeded);
        Assert.Equal([haproxy.File], (await haproxy.Watch.LookAsync(Token)).Swapped);
    }

    /// <summary>2.6 reads NAME.crt as the certificate part of NAME, which it does not know.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Look_FileNamedCrt_IsTakenWhereHaproxyCan(string binary)
    {
        await using Watched haproxy = await Watched.StartAsync(binary, folder => WriteOld(folder, "certs/name.crt", First.Pem), "name.crt");
        AssertQuiet(await haproxy.Watch.LookAsync(Token));
        haproxy.Write(Second.Pem);
        CertificateRound round = await haproxy.Watch.LookAsync(Token);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        bool taken = connection.Worker.Version >= new HaproxyVersion(3, 0, 0);
        Assert.Equal((taken ? 1 : 0, !taken), (round.Swapped.Count, round.NeedsReload));
        Assert.Equal((taken ? Second : First).Fingerprint, await haproxy.ShownAsync());
    }

    /// <summary>The connection breaks between set and commit: the next look ends the transaction, which would keep everybody out.</summary>
    [Fact]
    public async Task Look_BrokenBetweenSetAndCommit_AbortsAndTriesAgain()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("c.pem", Second.Pem);
        List<string> heard = [];
        using FakeRuntimeSocket fake = Fake(heard, [$"# filename\n{file}", "", $"Transaction created for certificate {file}!"],
            [$"# transaction\n*{file}\n# filename\n{file}", $"Transaction aborted for certificate '{file}'!",
                $"Transaction created for certificate {file}!", $"Committing {file}.\nSuccess!"]);
        CertificateWatch watch = new(fake.Path, new FakeTimeProvider(), new ListLogger());
        AssertQuiet(await watch.LookAsync(Token));
        Assert.Equal([file], (await watch.LookAsync(Token)).Swapped);
        Assert.Equal(["show", "show", "set", "commit", "show", "abort", "set", "commit"], heard);
    }

    /// <summary>As 2.6 does if <c>tune.bufsize</c> is set too small for the certificate.</summary>
    [Fact]
    public async Task Look_HaproxyClosesAgainAndAgain_NeedsReloadAfterAMinute()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("c.pem", Second.Pem);
        FakeTimeProvider clock = new();
        using FakeRuntimeSocket fake = Fake([], [$"# filename\n{file}", ""], [$"# filename\n{file}"], [$"# filename\n{file}"]);
        CertificateWatch watch = new(fake.Path, clock, new ListLogger());
        AssertQuiet(await watch.LookAsync(Token));
        AssertQuiet(await watch.LookAsync(Token));
        clock.Advance(TimeSpan.FromSeconds(61));
        Assert.True((await watch.LookAsync(Token)).NeedsReload);
    }

    /// <summary>Gives each connection its answers, one a batch, and closes when it hears one more.</summary>
    private static FakeRuntimeSocket Fake(List<string> heard, params string[][] connections)
    {
        int connection = 0;
        return FakeRuntimeSocket.Serve(async peer =>
        {
            await FakeRuntimeSocket.ReadBatchAsync(peer);
            await peer.SendAsync(Encoding.UTF8.GetBytes(FakeRuntimeSocket.Hello));
            foreach (string? answer in connections[connection++].Append(null))
            {
                string batch = await FakeRuntimeSocket.ReadBatchAsync(peer);
                if (batch.Length > 0) heard.Add(batch[..batch.IndexOf(' ')]);
                if (answer is not null) await peer.SendAsync(Encoding.UTF8.GetBytes($"{answer}\n\n> admin\n\n> "));
            }
        });
    }

    [Fact]
    public async Task Look_NoHaproxy_IsNothing()
    {
        using TemporaryFolder folder = new();
        AssertQuiet(await new CertificateWatch(folder["none.sock"], new FakeTimeProvider(), new ListLogger()).LookAsync(Token));
    }

    private static void AssertQuiet(CertificateRound round)
    {
        Assert.Empty(round.Swapped);
        Assert.Empty(round.Findings);
        Assert.False(round.NeedsReload);
    }

    /// <summary>A HAProxy with one certificate, and the watch of it.</summary>
    private sealed class Watched : IAsyncDisposable
    {
        private readonly RuntimeHaproxy _haproxy;
        private readonly int _port;
        private readonly string _name;

        private Watched(RuntimeHaproxy haproxy, int port, string name)
        {
            _haproxy = haproxy;
            _name = name;
            _port = port;
            Watch = new CertificateWatch(haproxy.Socket, Clock, new ListLogger());
        }

        public FakeTimeProvider Clock { get; } = new();

        public CertificateWatch Watch { get; }

        public TemporaryFolder Folder => _haproxy.Folder;

        public string File => _haproxy.Folder[$"certs/{_name}"];

        public static async Task<Watched> StartAsync(string binary, Action<TemporaryFolder>? prepare = null, string name = "one two.pem")
        {
            int port = RunningHaproxy.FreePort();
            RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(
                binary, $"bind 127.0.0.1:{port} ssl crt \"{{folder}}/certs/{name}\"", prepare ?? (folder => WriteOld(folder, "certs/one two.pem", First.Pem)));
            return new Watched(haproxy, port, name);
        }

        public void Write(string content) => Folder.File($"certs/{_name}", content);

        public Task<RuntimeConnection> OpenAsync() => _haproxy.OpenAsync();

        public Task RestartAsync() => _haproxy.RestartAsync();

        /// <summary>The fingerprint of the certificate that a client is shown.</summary>
        public async Task<string> ShownAsync()
        {
            using TcpClient client = new();
            await client.ConnectAsync("127.0.0.1", _port);
            await using SslStream stream = new(client.GetStream(), false, (_, certificate, _, _) => certificate is not null);
            await stream.AuthenticateAsClientAsync("any.test");
            return stream.RemoteCertificate!.GetCertHashString();
        }

        public ValueTask DisposeAsync() => _haproxy.DisposeAsync();
    }
}
