using System.Net;
using System.Net.Http;
using System.Text;

namespace MarathonLb.Tests.Http;

/// <summary>The statistics port of real HAProxies: with our own head, which forwards, and with an old-style head that loads the Lua files.</summary>
public sealed class StatisticsPortTests
{
    private const string OldStyleHead =
        """
        global
          lua-load {lua}/getpids.lua
          lua-load {lua}/getconfig.lua
          lua-load {lua}/getmaps.lua
          lua-load {lua}/signalmlb.lua
        defaults
          mode http
          timeout client 20s
          timeout connect 5s
          timeout server 20s
        listen stats
          bind 127.0.0.1:{port}
          http-request use-service lua.getpids if { path /_haproxy_getpids }
          http-request use-service lua.getconfig if { path /_haproxy_getconfig }
          http-request use-service lua.getvhostmap if { path /_haproxy_getvhostmap }
          http-request use-service lua.getappmap if { path /_haproxy_getappmap }
          http-request use-service lua.signalmlbhup if { path /_mlb_signal/hup }
          http-request use-service lua.signalmlbusr1 if { path /_mlb_signal/usr1 }

        """;

    public static TheoryData<string> Haproxies => RunningHaproxy.Binaries;

    [Theory]
    [MemberData(nameof(Haproxies))]
    public async Task OldStyleHead_EveryPath_AnswersThroughLua(string binary)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        await using StatisticsPort port = await StatisticsPort.StartAsync(binary, OldStyleHead, host.Options.PublicSocket);
        await ReadsAndSignals(host, port.Client);
        using HttpResponseMessage put = await port.Client.PutAsync("/_haproxy_getpids", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, put.StatusCode);
        using HttpResponseMessage head = await port.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/_mlb_signal/hup"));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, 2), (head.StatusCode, host.Instance.Refreshes));
    }

    [Theory]
    [MemberData(nameof(Haproxies))]
    public async Task OldStyleHead_WeAreAway_Is503InAWord(string binary)
    {
        using TemporaryFolder folder = new();
        await using StatisticsPort port = await StatisticsPort.StartAsync(binary, OldStyleHead, folder["none.sock"]);
        using HttpResponseMessage answer = await port.Client.GetAsync("/_haproxy_getpids");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("marathon-lb does not answer\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [MemberData(nameof(Haproxies))]
    public async Task OwnHead_EveryPath_IsForwarded(string binary)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        await using StatisticsPort port = await StatisticsPort.StartAsync(binary, OwnHead, host.Options.PublicSocket);
        await ReadsAndSignals(host, port.Client);
        Assert.StartsWith("ready\n", await port.Client.GetStringAsync("/_mlb/ready"));
        Assert.StartsWith("{\"ready\":true", await port.Client.GetStringAsync("/_mlb/ready.json"));
        Assert.Equal("alive\n", await port.Client.GetStringAsync("/_mlb/live"));
        using HttpResponseMessage health = await port.Client.GetAsync("/_haproxy_health_check");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using HttpResponseMessage unknown = await port.Client.GetAsync("/_mlb/unknown");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Haproxies))]
    public async Task OwnHead_NetworkNotAllowed_KeepsSignalsAndConfigBack(string binary)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        await using StatisticsPort port = await StatisticsPort.StartAsync(binary, OwnHead, host.Options.PublicSocket, ("MLB_ADMIN_ALLOW", "192.0.2.0/24 2001:db8::/32"));
        foreach (string path in new[] { "/_mlb_signal/hup", "/_mlb_signal/usr1", "/_haproxy_getconfig", "/_mlb/ready" })
        {
            using HttpResponseMessage denied = await port.Client.GetAsync(path);
            Assert.Equal(HttpStatusCode.Forbidden, denied.StatusCode);
        }

        Assert.Equal((0, 0), (host.Instance.Refreshes, host.Instance.Reloads));
        Assert.Equal("7 12\n", await port.Client.GetStringAsync("/_haproxy_getpids"));
    }

    private static string OwnHead => File.ReadAllText(Repository.PathOf("templates", "HAPROXY_HEAD")).Replace("@GLOBAL_DEFAULT_OPTIONS@\n", "").Replace("bind *:9090", "bind 127.0.0.1:{port}");

    private static async Task ReadsAndSignals(EndpointHost host, HttpClient client)
    {
        byte[] config = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(i => $"  server s{i} 10.0.0.1:{i}\n")));
        host.Instance.RunningConfig = config;
        Assert.Equal("7 12\n", await client.GetStringAsync("/_haproxy_getpids"));
        Assert.Equal(config, await client.GetByteArrayAsync("/_haproxy_getconfig"));
        Assert.Equal("a.example.com a_10000\n", await client.GetStringAsync("/_haproxy_getvhostmap"));
        using HttpResponseMessage empty = await client.GetAsync("/_haproxy_getappmap");
        Assert.Equal((HttpStatusCode.OK, ""), (empty.StatusCode, await empty.Content.ReadAsStringAsync()));
        Assert.Equal("text/plain", empty.Content.Headers.ContentType?.MediaType);
        await client.GetStringAsync("/_mlb_signal/hup");
        await client.GetStringAsync("/_mlb_signal/usr1");
        using HttpResponseMessage posted = await client.PostAsync("/_mlb_signal/hup", null);
        Assert.Equal((HttpStatusCode.OK, 2, 1), (posted.StatusCode, host.Instance.Refreshes, host.Instance.Reloads));
    }

    /// <summary>A HAProxy whose statistics listener is on a port of its own, with its environment's paths in a folder of its own.</summary>
    private sealed class StatisticsPort(TemporaryFolder folder, RunningHaproxy haproxy, HttpClient client) : IAsyncDisposable
    {
        public HttpClient Client => client;

        public static async Task<StatisticsPort> StartAsync(string binary, string head, string socket, params IEnumerable<(string, string)> environment)
        {
            TemporaryFolder folder = new();
            int port = RunningHaproxy.FreePort();
            string text = head.Replace("{port}", port.ToString()).Replace("{lua}", Repository.PathOf("lua"));
            string config = folder.File("haproxy.cfg", text);
            IEnumerable<(string, string)> variables = [("MLB_HTTP_SOCK", socket), ("MLB_STATS_SOCKET", folder["stats.sock"]), .. environment];
            RunningHaproxy haproxy = await RunningHaproxy.StartAsync(binary, config, port, variables);
            return new(folder, haproxy, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(20) });
        }

        public async ValueTask DisposeAsync()
        {
            client.Dispose();
            await haproxy.DisposeAsync();
            folder.Dispose();
        }
    }
}
