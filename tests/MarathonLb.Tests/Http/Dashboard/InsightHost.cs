using System.Net.Http;
using MarathonLb.Http;
using MarathonLb.Http.Api;
using MarathonLb.Http.Dashboard;

namespace MarathonLb.Tests.Http.Dashboard;

/// <summary>The pages and their JSON over real unix sockets.</summary>
internal sealed class InsightHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpEndpoints _endpoints;

    private InsightHost(FakeInsight insight)
    {
        Route[] views = [.. new ApiRoutes(insight).Public, .. new DashboardRoutes(insight).Public];
        HttpEndpointOptions options = HttpEndpointOptions.In(_folder["run"], null);
        _endpoints = new HttpEndpoints(options, new RouteTable(views), new RouteTable([.. views, .. ApiRoutes.Admin(insight)]), new ListLogger());
        Public = Client(options.PublicSocket);
        Admin = Client(options.AdminSocket);
    }

    public HttpClient Public { get; }

    public HttpClient Admin { get; }

    public static async Task<InsightHost> StartAsync(FakeInsight insight)
    {
        InsightHost host = new(insight);
        await host._endpoints.StartAsync(CancellationToken.None);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Admin.Dispose();
        await _endpoints.DisposeAsync();
        _folder.Dispose();
    }

    private static HttpClient Client(string path)
    {
        SocketsHttpHandler handler = new() { ConnectCallback = async (_, cancellationToken) => await EndpointHost.ConnectAsync(path, cancellationToken), AllowAutoRedirect = false };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromSeconds(20) };
    }
}
