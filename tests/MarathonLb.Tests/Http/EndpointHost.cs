using System.Net.Http;
using System.Net.Sockets;
using MarathonLb.Http;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Http;

/// <summary>Our endpoints over real unix sockets in a folder of their own.</summary>
internal sealed class EndpointHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private EndpointHost(uint? group, IEnumerable<Route> adminRoutes)
    {
        InstanceRoutes routes = new(Instance);
        Options = HttpEndpointOptions.In(_folder["run"], group);
        Endpoints = new(Options, new RouteTable(routes.Public), new RouteTable([.. routes.Public, .. adminRoutes]), Logger);
        Public = Client(Options.PublicSocket);
        Admin = Client(Options.AdminSocket);
    }

    public FakeInstance Instance { get; } = new();

    public ListLogger Logger { get; } = new(LogLevel.Information);

    public HttpEndpointOptions Options { get; }

    public HttpEndpoints Endpoints { get; }

    public HttpClient Public { get; }

    public HttpClient Admin { get; }

    public static async Task<EndpointHost> StartAsync(uint? group = null, params IEnumerable<Route> adminRoutes)
    {
        EndpointHost host = new(group, adminRoutes);
        await host.Endpoints.StartAsync(CancellationToken.None);
        return host;
    }

    /// <summary>A connection that speaks whatever the test writes.</summary>
    public static async Task<NetworkStream> ConnectAsync(string path, CancellationToken cancellationToken = default)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public async ValueTask DisposeAsync()
    {
        Public.Dispose();
        Admin.Dispose();
        await Endpoints.DisposeAsync();
        _folder.Dispose();
    }

    private static HttpClient Client(string path)
    {
        SocketsHttpHandler handler = new() { ConnectCallback = async (_, cancellationToken) => await ConnectAsync(path, cancellationToken) };
        return new HttpClient(handler) { BaseAddress = new Uri("http://localhost"), Timeout = TimeSpan.FromSeconds(20) };
    }
}
