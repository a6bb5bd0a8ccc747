using System.Net;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using MarathonLb.Http;

namespace MarathonLb.Tests.Http;

public sealed class InstanceRoutesTests
{
    [Theory]
    [InlineData("/_haproxy_getpids", "7 12\n")]
    [InlineData("/_haproxy_getpids?x=1", "7 12\n")]
    [InlineData("/_haproxy_getconfig", "global\n  # hällo\n")]
    [InlineData("/_haproxy_getvhostmap", "a.example.com a_10000\n")]
    [InlineData("/_haproxy_getappmap", "")]
    [InlineData("/_mlb/live", "alive\n")]
    public async Task Read_GetAndHead_AnswerTextThatIsNotCached(string path, string expected)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        foreach (HttpClient client in new[] { host.Public, host.Admin })
        {
            using HttpResponseMessage answer = await client.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(expected, await answer.Content.ReadAsStringAsync());
            Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.False(answer.Headers.Contains("Server"));
            using HttpResponseMessage head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Equal(Encoding.UTF8.GetByteCount(expected), head.Content.Headers.ContentLength);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task Read_LargeConfig_ArrivesWhole()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        byte[] config = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 200_000).Select(i => $"  server s{i} 10.0.0.1:{i % 65536}\n")));
        host.Instance.RunningConfig = config;
        Assert.Equal(config, await host.Public.GetByteArrayAsync("/_haproxy_getconfig"));
    }

    [Fact]
    public async Task Pids_MasterDoesNotAnswer_Is503NotAnEmptyList()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        host.Instance.Pids = _ => throw new IOException("connection refused");
        using HttpResponseMessage answer = await host.Public.GetAsync("/_haproxy_getpids");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("does not answer", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Signal_GetOrPost_AsksTheInstanceOnce(string method)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        using HttpResponseMessage hup = await host.Public.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/_mlb_signal/hup"));
        Assert.Equal((HttpStatusCode.OK, 1, 0), (hup.StatusCode, host.Instance.Refreshes, host.Instance.Reloads));
        using HttpResponseMessage usr1 = await host.Public.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/_mlb_signal/usr1"));
        Assert.Equal((HttpStatusCode.OK, 1, 1), (usr1.StatusCode, host.Instance.Refreshes, host.Instance.Reloads));
    }

    [Theory]
    [InlineData("HEAD", "/_mlb_signal/hup", "GET, POST")]
    [InlineData("DELETE", "/_mlb_signal/usr1", "GET, POST")]
    [InlineData("POST", "/_haproxy_getpids", "GET, HEAD")]
    [InlineData("OPTIONS", "/_mlb/live", "GET, HEAD")]
    public async Task AnyRoute_OtherMethod_Is405AndDoesNothing(string method, string path, string allow)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        string answer = await RawRequest.SendAsync(host.Options.PublicSocket, $"{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 405 ", answer);
        Assert.Contains($"Allow: {allow}\r\n", answer);
        Assert.Equal((0, 0), (host.Instance.Refreshes, host.Instance.Reloads));
    }

    [Fact]
    public async Task Ready_Ready_SaysSoWithFigures()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        Dictionary<string, long> reloads = new(StringComparer.Ordinal) { ["start"] = 1, ["sections"] = 2 };
        host.Instance.Status = host.Instance.Status with { Activity = new HaproxyActivity(9, 5, reloads, 0, ["web_80/a"]) };
        string text = await host.Public.GetStringAsync("/_mlb/ready");
        Assert.StartsWith("ready\nHAProxy: serves\nlast look at Marathon: 2 s ago\n", text);
        Assert.EndsWith("servers: 9\nfindings: 1\nold workers: 0\nchanges without a reload: 5\nreloads: 3 (sections 2, start 1)\nservers set by hand: web_80/a\n", text);
    }

    [Fact]
    public async Task Ready_NotReady_Is503WithReasonOnOneLine()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        host.Instance.WhyNotReady = "Marathon was last seen 70 s ago\nready";
        using HttpResponseMessage answer = await host.Public.GetAsync("/_mlb/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.StartsWith("not ready: Marathon was last seen 70 s ago\\nready\n", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("/_mlb/ready.json", null)]
    [InlineData("/_mlb/ready", "text/html, application/json;q=0.5")]
    public async Task Ready_JsonAskedFor_IsJson(string path, string? accept)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        host.Instance.WhyNotReady = "HAProxy \"died\"";
        host.Instance.Status = new(null, false, null, "it ended with 1", 0, 0, 0, 2, TimeSpan.FromMinutes(3));
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
        using HttpResponseMessage answer = await host.Public.SendAsync(request);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.ToString());
        using JsonDocument json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.False(json.RootElement.GetProperty("ready").GetBoolean());
        Assert.Equal("HAProxy \"died\"", json.RootElement.GetProperty("why").GetString());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("snapshotAgeSeconds").ValueKind);
        Assert.Equal(180, json.RootElement.GetProperty("oldestWorkerAgeSeconds").GetDouble());
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json;q=0")]
    [InlineData("application")]
    public async Task Ready_JsonNotAskedFor_IsText(string accept)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        string answer = await RawRequest.SendAsync(host.Options.PublicSocket, $"GET /_mlb/ready HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\nConnection: close\r\n\r\n");
        Assert.Contains("Content-Type: text/plain", answer);
    }
}
