using System.Diagnostics;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

/// <summary>Every command on every HAProxy at hand, and what changes by it.</summary>
public sealed class RealRuntimeTests
{
    private const string Options = RuntimeFeatures.AddedServerOptions + " id 7 check inter 50ms fall 1 rise 1 weight 5";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Binaries => RunningHaproxy.Binaries;

    private static async Task<RuntimeAnswer> AskAsync(RuntimeConnection connection, RuntimeCommand command) =>
        Assert.Single(await connection.SendAsync([command], Token));

    private static async Task DoAsync(RuntimeConnection connection, params RuntimeCommand[] commands) =>
        Assert.All(await connection.SendAsync(commands, Token), answer => Assert.True(answer.Succeeded, answer.ToString()));

    private static async Task RefuseAsync(RuntimeConnection connection, RuntimeCommand command, string reason)
    {
        RuntimeAnswer answer = await AskAsync(connection, command);
        Assert.False(answer.Succeeded, answer.ToString());
        Assert.Contains(reason, answer.Text);
    }

    private static async Task<RunningServer> ServerAsync(RuntimeConnection connection, string name = "s1") =>
        Assert.Single(RunningServers.Parse((await AskAsync(connection, RuntimeCommands.ShowServersState("b1"))).Text), server => server.Name == name);

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Server_FromAddToDelete_IsAsTold(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        Assert.Equal(connection.Worker.Version, await new HaproxyBinary(binary).GetVersionAsync(Token));

        await DoAsync(connection, RuntimeCommands.AddServer("b1", "s1", "127.0.0.1", haproxy.Port, Options));
        RunningServer server = await ServerAsync(connection);
        Assert.Equal((7, "127.0.0.1", haproxy.Port, OperationalState.Stopped, ServerAdminState.ForcedMaintenance, 5, 5),
            (server.Id, server.Address, server.Port, server.State, server.Admin, server.UserWeight, server.InitialWeight));
        Assert.False(server.Check.State.HasFlag(CheckState.Enabled));

        // Checks run in maintenance, so a server can be known to be well before it serves.
        await DoAsync(connection, RuntimeCommands.EnableHealth("b1", "s1"));
        while ((await ServerAsync(connection)).Check.Result != CheckResult.Passed) await Task.Delay(5, Token);
        Assert.False((await ServerAsync(connection)).Serves);
        await DoAsync(connection, RuntimeCommands.Ready("b1", "s1"));
        Assert.True((await ServerAsync(connection)).Serves);

        await DoAsync(connection, RuntimeCommands.Drain("b1", "s1"));
        Assert.Equal(ServerAdminState.ForcedDrain, (await ServerAsync(connection)).Admin);
        await RefuseAsync(connection, RuntimeCommands.DeleteServer("b1", "s1"), "Only servers in maintenance mode can be deleted.");
        await DoAsync(connection, RuntimeCommands.Maintenance("b1", "s1"), RuntimeCommands.ShutdownSessions("b1", "s1"), RuntimeCommands.DeleteServer("b1", "s1"));
        Assert.Empty(RunningServers.Parse((await AskAsync(connection, RuntimeCommands.ShowServersState("b1"))).Text));
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Server_Changes_AreAsTold(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        await DoAsync(
            connection,
            RuntimeCommands.AddServer("b1", "s1", "127.0.0.1", 9, Options),
            RuntimeCommands.EnableHealth("b1", "s1"),
            RuntimeCommands.Weight("b1", "s1", 77),
            RuntimeCommands.Address("b1", "s1", "127.0.0.2", 10),
            RuntimeCommands.Address("b1", "s1", "127.0.0.2", 10),
            RuntimeCommands.Address("b1", "s1", "127.0.0.2", 11),
            RuntimeCommands.Address("b1", "s1", "::1", 11),
            RuntimeCommands.CheckPort("b1", "s1", 12),
            RuntimeCommands.CheckPort("b1", "s1", 12));
        RunningServer server = await ServerAsync(connection);
        Assert.Equal((77, 5, "::1", 11, 12), (server.UserWeight, server.InitialWeight, server.Address, server.Port, server.Check.Port));
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Server_WhatHaproxyRefuses_IsNoSuccess(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        await DoAsync(connection, RuntimeCommands.AddServer("b1", "s1", "127.0.0.1", 9, "id 7"));
        await RefuseAsync(connection, RuntimeCommands.AddServer("b1", "s1", "127.0.0.1", 9, "id 8"), "Already exists a server with the same name in backend.");
        await RefuseAsync(connection, RuntimeCommands.AddServer("b1", "s2", "127.0.0.1", 9, "id 7"), "custom id 7 already used");
        await RefuseAsync(connection, RuntimeCommands.AddServer("none", "s2", "127.0.0.1", 9, ""), "No such backend.");
        await RefuseAsync(connection, RuntimeCommands.AddServer("st", "s2", "127.0.0.1", 9, ""), "Backend must use a dynamic load balancing");
        await RefuseAsync(connection, RuntimeCommands.AddServer("b1", "s2", "127.0.0.1", 9, "nonsense"), "unknown keyword 'nonsense'");
        await RefuseAsync(connection, RuntimeCommands.AddServer("b1", "s;2", "127.0.0.1", 9, ""), "character ';' is not permitted");
        await RefuseAsync(connection, RuntimeCommands.EnableHealth("b1", "s1"), "Health check was not configured");
        await RefuseAsync(connection, RuntimeCommands.CheckPort("b1", "s1", 9), "health checks are not enabled");
        foreach (RuntimeCommand command in new[]
        {
            RuntimeCommands.DeleteServer("b1", "none"), RuntimeCommands.Ready("b1", "none"), RuntimeCommands.Maintenance("none", "s1"), RuntimeCommands.Weight("b1", "a b", 1),
            RuntimeCommands.Address("b1", "none", "127.0.0.1", 9), RuntimeCommands.ShutdownSessions("b1", "none<<"), RuntimeCommands.EnableHealth("b1", "none"),
        })
        {
            await RefuseAsync(connection, command, "No such");
        }

        await RefuseAsync(connection, RuntimeCommands.ShowServersState("none"), "Can't find backend.");
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Server_Features_AreAsTheVersionSays(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        RuntimeFeatures features = new(connection.Worker.Version);
        Assert.Equal(features.CookieOnAddedServers, (await AskAsync(connection, RuntimeCommands.AddServer("ck", "s1", "127.0.0.1", 9, "cookie c1"))).Succeeded);
        Assert.Equal(features.InitState, (await AskAsync(connection, RuntimeCommands.AddServer("b1", "s1", "127.0.0.1", 9, "check init-state down"))).Succeeded);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Map_Transaction_ReplacesAllAtOnce(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        RuntimeAnswer prepared = await AskAsync(connection, RuntimeCommands.PrepareMap(haproxy.Map));
        uint version = Assert.NotNull(prepared.MapVersion);
        KeyValuePair<string, string>[] entries = [.. Enumerable.Range(0, 2000).Select(i => KeyValuePair.Create($"h{i}.example.com", $"b{i % 3}"))];
        await DoAsync(connection, [.. RuntimeCommands.AddMapEntries(haproxy.Map, version, entries)]);
        Assert.Equal([new("a.example.com", "b1")], await MapAsync());
        await DoAsync(connection, RuntimeCommands.CommitMap(haproxy.Map, version));
        Assert.Equal(entries, await MapAsync());
        await RefuseAsync(connection, RuntimeCommands.CommitMap(haproxy.Map, version), "Version number out of range.");
        await RefuseAsync(connection, Assert.Single(RuntimeCommands.AddMapEntries(haproxy.Map, 99, [new("a", "b")])), "Version number in the future");

        async Task<List<KeyValuePair<string, string>>> MapAsync() => MapEntries.Parse((await AskAsync(connection, RuntimeCommands.ShowMap(haproxy.Map))).Text);
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Map_SingleEntries_ChangeWhatIsServed(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        await DoAsync(
            connection,
            RuntimeCommands.AddMapEntry(haproxy.Map, "b.example.com", "b1"),
            RuntimeCommands.AddMapEntry(haproxy.Map, "it's \"odd\" \\ <<", "v; w"),
            RuntimeCommands.SetMapEntry(haproxy.Map, "b.example.com", "b2"),
            RuntimeCommands.DeleteMapEntry(haproxy.Map, "a.example.com"));
        RuntimeAnswer shown = await AskAsync(connection, RuntimeCommands.ShowMap(haproxy.Map));
        Assert.Equal(["b.example.com b2", "it's \"odd\" \\ << v; w"], shown.Text.Split('\n').Select(line => line[(line.IndexOf(' ') + 1)..]));
        await RefuseAsync(connection, RuntimeCommands.SetMapEntry(haproxy.Map, "none", "b2"), "entry not found.");
        await RefuseAsync(connection, RuntimeCommands.DeleteMapEntry(haproxy.Map, "none"), "Key not found.");
        await RefuseAsync(connection, RuntimeCommands.ShowMap("/none.map"), "Unknown map identifier");
        await RefuseAsync(connection, RuntimeCommands.PrepareMap("/none.map"), "Unknown map identifier");
        await RefuseAsync(connection, RuntimeCommands.AddMapEntry("/none.map", "k", "v"), "Unknown map identifier");
    }

    /// <summary>Three commands each. Some 45 ms here (haproxy.md, section 1.5); the bound leaves room for a busy machine.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Send_ThousandServers_IsOneExchange(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        RuntimeCommand[] commands =
        [
            .. Enumerable.Range(1, 1000).SelectMany(i => new[]
            {
                RuntimeCommands.AddServer("b1", $"s{i}", "127.0.0.1", 9, $"{RuntimeFeatures.AddedServerOptions} id {i} check inter 1h"),
                RuntimeCommands.EnableHealth("b1", $"s{i}"),
                RuntimeCommands.Ready("b1", $"s{i}"),
            }),
        ];
        Stopwatch clock = Stopwatch.StartNew();
        await DoAsync(connection, commands);
        TestContext.Current.SendDiagnosticMessage($"{binary}: {commands.Length} commands in {clock.Elapsed.TotalMilliseconds:0} ms");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(3));
        Assert.Equal(1000, RunningServers.Parse((await AskAsync(connection, RuntimeCommands.ShowServersState(null))).Text).Count(server => server.Backend == "b1"));
    }

    /// <summary>A command that HAProxy's buffer does not hold: 2.6 closes without a word, 3.x with one.</summary>
    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Send_LongerThanHaproxyTakes_Throws(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection connection = await haproxy.OpenAsync();
        RuntimeCommand tooLong = new(CommandKind.MapAdd, $"add map {haproxy.Map.Replace(" ", "\\ ")} k {new string('v', 17_000)}");
        await Assert.ThrowsAsync<IOException>(() => connection.SendAsync([tooLong], Token));
    }

    [Theory]
    [MemberData(nameof(Binaries))]
    public async Task Open_AfterARestart_IsAnotherWorker(string binary)
    {
        await using RuntimeHaproxy haproxy = await RuntimeHaproxy.StartAsync(binary);
        await using RuntimeConnection before = await haproxy.OpenAsync();
        await haproxy.RestartAsync();
        await Assert.ThrowsAsync<IOException>(() => before.SendAsync([RuntimeCommands.ShowCertificates], Token));
        await using RuntimeConnection after = await haproxy.OpenAsync();
        Assert.NotEqual(before.Worker, after.Worker);
    }
}
