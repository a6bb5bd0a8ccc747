using System.Net.Sockets;
using System.Text;
using CsCheck;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

/// <summary>What a HAProxy may do that the real ones do rarely.</summary>
public sealed class RuntimeConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static RuntimeCommand[] TwoCommands { get; } = [RuntimeCommands.Ready("b", "s1"), RuntimeCommands.DeleteServer("b", "s2")];

    [Fact]
    public async Task Open_Haproxy_TellsWhoItIs()
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(1000, FakeRuntimeSocket.Hello);
        await using RuntimeConnection connection = await fake.OpenAsync();
        Assert.Equal((4711, new HaproxyVersion(2, 6, 12)), (connection.Worker.Pid, connection.Worker.Version));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1795521247), connection.Worker.Started);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public async Task Send_AnswersInPieces_AreThoseOfTheCommands(int pieces)
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(pieces, FakeRuntimeSocket.Hello, "\n> Server deleted.\n> admin\n\n> ");
        await using RuntimeConnection connection = await fake.OpenAsync();
        IReadOnlyList<RuntimeAnswer> answers = await connection.SendAsync(TwoCommands, Token);
        Assert.Equal([("", true), ("Server deleted.", true)], answers.Select(answer => (answer.Text, answer.Succeeded)));
        Assert.Equal(TwoCommands, answers.Select(answer => answer.Command));
    }

    /// <summary>2.6 and 3.0 echo each line of a payload and the one that ends it.</summary>
    [Theory]
    [InlineData("+ + + \n> admin\n\n> ", "", true)]
    [InlineData("\n> admin\n\n> ", "", true)]
    [InlineData("+ + + Missing value for key 'h'.\n\n> admin\n\n> ", "Missing value for key 'h'.", false)]
    public async Task Send_Payload_EchoesAreNoPartOfTheAnswer(string said, string text, bool succeeded)
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(1000, FakeRuntimeSocket.Hello, said);
        await using RuntimeConnection connection = await fake.OpenAsync();
        RuntimeAnswer answer = Assert.Single(await connection.SendAsync(RuntimeCommands.AddMapEntries("/m", 1, [new("a", "b"), new("c", "d")]), Token));
        Assert.Equal((text, succeeded), (answer.Text, answer.Succeeded));
    }

    [Theory]
    [InlineData("\n> ")]
    [InlineData("\n> Server deleted.\n> ")]
    [InlineData("\n> Server deleted.\n> adm")]
    public async Task Send_ClosedInTheMiddle_Throws(string said)
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(1000, FakeRuntimeSocket.Hello, said);
        await using RuntimeConnection connection = await fake.OpenAsync();
        Assert.Contains("closed", (await Assert.ThrowsAsync<IOException>(() => connection.SendAsync(TwoCommands, Token))).Message);
        await Assert.ThrowsAsync<IOException>(() => connection.SendAsync(TwoCommands, Token));
    }

    /// <summary>An answer with a line that begins like a prompt would shift all others.</summary>
    [Theory]
    [InlineData("a\n> b\n\n> Server deleted.\n\n> admin\n\n> ")]
    [InlineData("\n> Server deleted.\n\n> admin\n\n> more")]
    [InlineData("\n> Server deleted.\n\n> operator\n\n> ")]
    public async Task Send_AnswersThatDoNotMatch_Throws(string said)
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(1000, FakeRuntimeSocket.Hello, said);
        await using RuntimeConnection connection = await fake.OpenAsync();
        Assert.Contains("do not match", (await Assert.ThrowsAsync<IOException>(() => connection.SendAsync(TwoCommands, Token))).Message);
    }

    [Fact]
    public async Task Send_UnknownCommand_IsAFailure()
    {
        const string Help = "Unknown command, but maybe one of the following ones is a better match:\n  prompt   : toggle interactive mode with prompt\n\n> ";
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(1000, FakeRuntimeSocket.Hello, Help + Help + "admin\n\n> ");
        await using RuntimeConnection connection = await fake.OpenAsync();
        Assert.All(await connection.SendAsync(TwoCommands, Token), answer => Assert.False(answer.Succeeded));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("\n> \n> admin\n\n> ")]
    [InlineData("\n> Name: HAProxy\nVersion: two\nPid: 1\n\n> admin\n\n> ")]
    [InlineData("")]
    public async Task Open_SomethingElse_Throws(string said)
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(1000, said);
        await Assert.ThrowsAsync<IOException>(fake.OpenAsync);
    }

    [Fact]
    public async Task Open_NoSocket_Throws()
    {
        using TemporaryFolder folder = new();
        await Assert.ThrowsAsync<IOException>(() => RuntimeConnection.OpenAsync(folder["none.sock"], Token));
    }

    [Fact]
    public async Task Open_PeerThatSaysNothing_ThrowsAfterThePatience()
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Serve(_ => Task.Delay(Timeout.Infinite, Token));
        IOException error = await Assert.ThrowsAsync<IOException>(() => fake.OpenAsync(TimeSpan.FromMilliseconds(50)));
        Assert.Contains("said nothing", error.Message);
    }

    /// <summary>More than the sockets' buffers hold, to a peer that has stopped reading.</summary>
    [Fact]
    public async Task Send_PeerThatDoesNotRead_ThrowsAfterThePatience()
    {
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Serve(async peer =>
        {
            await FakeRuntimeSocket.ReadBatchAsync(peer);
            await peer.SendAsync(Encoding.UTF8.GetBytes(FakeRuntimeSocket.Hello));
            await Task.Delay(Timeout.Infinite, Token);
        });
        await using RuntimeConnection connection = await fake.OpenAsync(TimeSpan.FromMilliseconds(200));
        RuntimeCommand[] many = [.. Enumerable.Range(0, 20_000).Select(i => RuntimeCommands.Ready("a-backend-with-a-long-name", $"server-{i}"))];
        Assert.Contains("said nothing", (await Assert.ThrowsAsync<IOException>(() => connection.SendAsync(many, Token))).Message);
    }

    [Fact]
    public async Task Send_Cancelled_IsNoFailureOfHaproxy()
    {
        using CancellationTokenSource stop = new();
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Serve(async peer =>
        {
            await FakeRuntimeSocket.ReadBatchAsync(peer);
            await peer.SendAsync(Encoding.UTF8.GetBytes(FakeRuntimeSocket.Hello));
            await FakeRuntimeSocket.ReadBatchAsync(peer);
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, Token);
        });
        await using RuntimeConnection connection = await fake.OpenAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(TwoCommands, stop.Token));
        await Assert.ThrowsAsync<IOException>(() => connection.SendAsync(TwoCommands, Token));
    }

    /// <summary>A peer that writes while we write must be read, or both wait for ever.</summary>
    [Fact]
    public async Task Send_LargeBatchAndLargeAnswers_AreExchangedAtOnce()
    {
        const int Count = 5_000;
        string answer = new('x', 600);
        using FakeRuntimeSocket fake = FakeRuntimeSocket.Serve(async peer =>
        {
            await FakeRuntimeSocket.ReadBatchAsync(peer);
            await peer.SendAsync(Encoding.UTF8.GetBytes(FakeRuntimeSocket.Hello));
            using NetworkStream stream = new(peer);
            using StreamReader reader = new(stream);
            for (int i = 0; i < Count; i++)
            {
                await reader.ReadLineAsync();
                await peer.SendAsync(Encoding.UTF8.GetBytes($"{answer}\n\n> "));
            }

            await peer.SendAsync("admin\n\n> "u8.ToArray());
        });
        await using RuntimeConnection connection = await fake.OpenAsync();
        RuntimeCommand[] many = [.. Enumerable.Range(0, Count).Select(i => RuntimeCommands.Ready("a-backend-with-a-long-name", $"server-{i}"))];
        Assert.All(await connection.SendAsync(many, Token), got => Assert.Equal(answer, got.Text));
    }

    /// <summary>Whatever a peer says in whatever pieces, a batch ends: with answers that match or with an error that says so.</summary>
    [Fact]
    public async Task Send_ArbitraryBytes_AlwaysEnds()
    {
        string[] likely = ["\n> ", "admin\n\n> ", "Server deleted.", "+ ", "\n", "> ", "No such server.\n"];
        Gen<string> piece = Gen.OneOf(Gen.Int[0, likely.Length - 1].Select(i => likely[i]), Gen.String[0, 20]);
        await Gen.Select(piece.Array[0, 12], Gen.Int[1, 30]).SampleAsync(
            async (pieces, size) =>
            {
                using FakeRuntimeSocket fake = FakeRuntimeSocket.Say(size, FakeRuntimeSocket.Hello, string.Concat(pieces));
                await using RuntimeConnection connection = await fake.OpenAsync();
                try
                {
                    Assert.Equal(2, (await connection.SendAsync(TwoCommands, Token)).Count);
                }
                catch (IOException e)
                {
                    Assert.Matches("closed|do not match|does not answer", e.Message);
                }
            },
            iter: 200, threads: 1);
    }
}
