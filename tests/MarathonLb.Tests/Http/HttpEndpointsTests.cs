using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using MarathonLb.Http;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Http;

public sealed class HttpEndpointsTests
{
    [Fact]
    public async Task Start_Sockets_OnlyTheRightOnesMayConnect()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        Assert.Equal("660", Octal(host.Options.PublicSocket));
        Assert.Equal("600", Octal(host.Options.AdminSocket));
        static string Octal(string path) => Convert.ToString((int)File.GetUnixFileMode(path), 8);
    }

    [Fact]
    public async Task Start_GroupThatCantBeSet_WarnsAndServes()
    {
        // Group id 2^32-2 is refused by user namespaces and plain users alike; where root may set it, nothing is to warn of.
        await using EndpointHost host = await EndpointHost.StartAsync(group: uint.MaxValue - 1);
        Assert.Equal("alive\n", await host.Public.GetStringAsync("/_mlb/live"));
        if (Environment.IsPrivilegedProcess) Assert.DoesNotContain("can't be given", host.Logger.Text);
        else Assert.Contains("http.sock can't be given to group", host.Logger.Text);
    }

    [Fact]
    public async Task Start_SocketLeftBehind_IsReplaced()
    {
        using TemporaryFolder folder = new();
        HttpEndpointOptions options = HttpEndpointOptions.In(folder.Root, null);
        string copy = folder["copy"];
        using (Socket dead = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // Renamed meanwhile, so that closing does not remove it: as after a kill -9.
            dead.Bind(new UnixDomainSocketEndPoint(options.PublicSocket));
            File.Move(options.PublicSocket, copy);
        }

        File.Move(copy, options.PublicSocket);
        await using HttpEndpoints endpoints = new(options, new RouteTable(), new RouteTable(), new ListLogger());
        await endpoints.StartAsync(CancellationToken.None);
        Assert.StartsWith("HTTP/1.1 404 ", await RawRequest.SendAsync(options.PublicSocket, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    }

    [Fact]
    public async Task Start_AnotherInstanceAnswers_RefusesAndLeavesItAlone()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        await using HttpEndpoints second = new(host.Options, new RouteTable(), new RouteTable(), new ListLogger());
        IOException refused = await Assert.ThrowsAsync<IOException>(() => second.StartAsync(CancellationToken.None));
        Assert.Contains("somebody answers on", refused.Message);
        Assert.Equal("alive\n", await host.Public.GetStringAsync("/_mlb/live"));
    }

    [Fact]
    public async Task Start_OrdinaryFileInTheWay_IsNotDeleted()
    {
        using TemporaryFolder folder = new();
        folder.File("admin.sock", "precious");
        await using HttpEndpoints endpoints = new(HttpEndpointOptions.In(folder.Root, null), new RouteTable(), new RouteTable(), new ListLogger());
        IOException refused = await Assert.ThrowsAsync<IOException>(() => endpoints.StartAsync(CancellationToken.None));
        Assert.Contains("is no socket", refused.Message);
        Assert.Equal("precious", File.ReadAllText(folder["admin.sock"]));
    }

    [Fact]
    public async Task Start_PathTooLong_SaysSo()
    {
        using TemporaryFolder folder = new();
        await using HttpEndpoints endpoints = new(HttpEndpointOptions.In(folder[new string('x', 120)], null), new RouteTable(), new RouteTable(), new ListLogger());
        IOException refused = await Assert.ThrowsAsync<IOException>(() => endpoints.StartAsync(CancellationToken.None));
        Assert.Contains("too long for a unix socket", refused.Message);
    }

    [Fact]
    public async Task AdminRoute_OnlyOnTheAdminSocket()
    {
        int accepted = 0;
        Route accept = new("/_mlb/accept", RouteMethods.Change, context =>
        {
            Interlocked.Increment(ref accepted);
            return TextAnswer.WriteAsync(context, 200, "accepted");
        });
        await using EndpointHost host = await EndpointHost.StartAsync(adminRoutes: accept);
        using HttpResponseMessage open = await host.Public.PostAsync("/_mlb/accept", null);
        Assert.Equal((HttpStatusCode.NotFound, 0), (open.StatusCode, accepted));
        using HttpResponseMessage get = await host.Admin.GetAsync("/_mlb/accept");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, 0), (get.StatusCode, accepted));
        using HttpResponseMessage post = await host.Admin.PostAsync("/_mlb/accept", null);
        Assert.Equal((HttpStatusCode.OK, 1), (post.StatusCode, accepted));
    }

    [Theory]
    [InlineData("GET /_mlb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /_mlb/live/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("GET /_MLB/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404")]
    [InlineData("POST /_mlb_signal/hup HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nsurprise!", "413")]
    [InlineData("POST /_mlb_signal/hup HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "413")]
    [InlineData("GET /_mlb/live HTTP/1.1\r\n\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task Request_Bad_IsRefusedAndDoesNothing(string request, string status)
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        string answer = await RawRequest.SendAsync(host.Options.PublicSocket, request);
        Assert.StartsWith($"HTTP/1.1 {status} ", answer);
        Assert.Equal(0, host.Instance.Refreshes);
        Assert.Equal("alive\n", await host.Public.GetStringAsync("/_mlb/live"));
        Assert.Equal("", host.Logger.Text);
    }

    [Fact]
    public async Task Request_TooLarge_IsRefused()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        string header = await RawRequest.SendAsync(host.Options.PublicSocket, $"GET /_mlb/live HTTP/1.1\r\nHost: x\r\nX: {new string('x', 30_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431 ", header);
        string many = string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: y\r\n"));
        Assert.StartsWith("HTTP/1.1 431 ", await RawRequest.SendAsync(host.Options.PublicSocket, $"GET /_mlb/live HTTP/1.1\r\nHost: x\r\n{many}\r\n"));
        string line = await RawRequest.SendAsync(host.Options.PublicSocket, $"GET /{new string('x', 10_000)} HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414 ", line);
    }

    [Fact]
    public async Task Request_ManyAtOnce_AllAnswered()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => host.Public.GetStringAsync(i % 2 == 0 ? "/_haproxy_getpids" : "/_mlb_signal/hup")));
        Assert.Equal(100, answers.Count(answer => answer == "7 12\n"));
        Assert.Equal(100, host.Instance.Refreshes);
    }

    [Fact]
    public async Task Route_Throws_Is500WithoutDetailAndLogged()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        host.Instance.Pids = _ => throw new InvalidOperationException("secret detail");
        using HttpResponseMessage answer = await host.Public.GetAsync("/_haproxy_getpids");
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("secret", await answer.Content.ReadAsStringAsync());
        Assert.Contains(host.Logger.Lines, line => line.Level == LogLevel.Error && line.Text.Contains("/_haproxy_getpids"));
    }

    [Fact]
    public async Task Stop_RequestUnderWay_FinishesAndSocketsGo()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        TaskCompletionSource asked = new();
        TaskCompletionSource<IReadOnlyList<int>> pids = new();
        host.Instance.Pids = _ =>
        {
            asked.SetResult();
            return pids.Task;
        };
        Task<string> answer = host.Public.GetStringAsync("/_haproxy_getpids");
        await asked.Task;
        Task stopped = host.Endpoints.StopAsync(CancellationToken.None);
        Assert.False(stopped.IsCompleted);
        pids.SetResult([1]);
        Assert.Equal("1\n", await answer);
        await stopped;
        Assert.False(Path.Exists(host.Options.PublicSocket));
        Assert.False(Path.Exists(host.Options.AdminSocket));
    }

    [Fact]
    public async Task Stop_GraceOver_CutsWhatIsLeft()
    {
        await using EndpointHost host = await EndpointHost.StartAsync();
        TaskCompletionSource asked = new();
        host.Instance.Pids = async cancellation =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        };
        Task<string> answer = host.Public.GetStringAsync("/_haproxy_getpids");
        await asked.Task;
        await host.Endpoints.StopAsync(new CancellationToken(canceled: true));
        await Assert.ThrowsAsync<HttpRequestException>(() => answer);
    }

    [Theory]
    [InlineData("haproxy", 99u)]
    [InlineData("1234", 1234u)]
    [InlineData("hapro", null)]
    public void Group_NameOrNumber_IsFound(string group, uint? expected)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("group", "root:x:0:root\nbroken\nhaproxy:x:99:\n");
        Assert.Equal(expected, UnixGroup.Find(group, file));
    }
}
