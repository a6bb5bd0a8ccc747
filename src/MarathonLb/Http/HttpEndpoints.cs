using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MarathonLb.Http;

/// <summary>
/// Answers HTTP on two unix sockets: one that HAProxy forwards to, for anyone who may ask HAProxy, and one for our own command line. Kestrel without a web
/// host around it: no configuration files, no signal handlers, no routing by reflection.
/// </summary>
/// <param name="options">Where.</param>
/// <param name="publicRoutes">What HAProxy's clients may ask.</param>
/// <param name="adminRoutes">What our own command line may ask.</param>
/// <param name="logger">Hears of failures of ours, never of bad requests.</param>
internal sealed partial class HttpEndpoints(HttpEndpointOptions options, RouteTable publicRoutes, RouteTable adminRoutes, ILogger logger) : IAsyncDisposable
{
    private const UnixFileMode RunDirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private KestrelServer? _server;

    /// <summary>
    /// Begins to answer. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>, in words for the user, if a socket can't be made.
    /// </summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        UnixDomainSocketEndPoint publicAddress = Prepare(options.PublicSocket);
        UnixDomainSocketEndPoint adminAddress = Prepare(options.AdminSocket);
        SocketTransportOptions transport = new()
        {
            CreateBoundListenSocket = address => Bind(address, publicAddress),
        };
        KestrelServerOptions server = new() { AddServerHeader = false };
        Limit(server.Limits);
        server.Listen(publicAddress, listen => Serve(listen, publicRoutes));
        server.Listen(adminAddress, listen => Serve(listen, adminRoutes));
        _server = new KestrelServer(
            Options.Create(server), new SocketTransportFactory(Options.Create(transport), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        await _server.StartAsync(new RoutedApplication(logger), cancellationToken);
        Log.Answers(logger, options.PublicSocket, options.AdminSocket);
    }

    /// <summary>Takes no more connections, lets requests finish until the token is cancelled, then cuts them. The socket files go.</summary>
    public async Task StopAsync(CancellationToken cutOff)
    {
        if (Interlocked.Exchange(ref _server, null) is not { } server) return;
        await server.StopAsync(cutOff);
        server.Dispose();
    }

    /// <summary>Stops at once.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(new CancellationToken(canceled: true));

    private static UnixDomainSocketEndPoint Prepare(string path)
    {
        UnixDomainSocketEndPoint address = SocketFile.Address(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!, RunDirectoryMode);
        SocketFile.RemoveStale(path);
        return address;
    }

    /// <summary>Requests come from anyone who reaches HAProxy's statistics port: small, few and quick.</summary>
    private static void Limit(KestrelServerLimits limits)
    {
        limits.MaxConcurrentConnections = 256;
        limits.MaxConcurrentUpgradedConnections = 0;
        limits.MaxRequestBodySize = 0;
        limits.MaxRequestLineSize = 8 * 1024;

        // HAProxy forwards 16 KB at most, and adds X-Forwarded-For.
        limits.MaxRequestHeadersTotalSize = 20 * 1024;
        limits.MaxRequestHeaderCount = 128;
        limits.MaxRequestBufferSize = 64 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
    }

    private static void Serve(ListenOptions listen, RouteTable routes)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => connection =>
        {
            connection.Features.Set(routes);
            return next(connection);
        });
    }

    private Socket Bind(EndPoint address, UnixDomainSocketEndPoint publicAddress)
    {
        SocketPermission permission = address.Equals(publicAddress) ? SocketPermission.SharedWith(options.HaproxyGroup) : SocketPermission.Private;
        return SocketFile.Bind((UnixDomainSocketEndPoint)address, permission, reason => Log.NoGroup(logger, options.PublicSocket, options.HaproxyGroup, reason));
    }

    private static partial class Log
    {
        [LoggerMessage(6000, LogLevel.Debug, "HTTP on {PublicSocket} and {AdminSocket}")]
        public static partial void Answers(ILogger logger, string publicSocket, string adminSocket);

        [LoggerMessage(6001, LogLevel.Warning, "{Socket} can't be given to group {Group} ({Reason}): HAProxy may be kept out, then port 9090 answers 503 for /_haproxy_get… and /_mlb…; run as root or as a member of that group")]
        public static partial void NoGroup(ILogger logger, string socket, uint? group, string reason);
    }
}
