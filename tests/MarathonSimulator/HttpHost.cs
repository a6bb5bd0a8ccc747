using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MarathonSimulator;

/// <summary>Kestrel without a web host around it: no configuration files, no signal handlers, cheap to start and stop in tests.</summary>
internal sealed class HttpHost(RequestDelegate handler, IConnectionListenerFactory transport, bool https = false) : IAsyncDisposable
{
    private readonly WebApplication? _services = https ? HttpsServices() : null;
    private KestrelServer? _server;

    /// <summary>The port that the first endpoint got.</summary>
    public int Port { get; private set; }

    public async Task StartAsync(Action<KestrelServerOptions> configure)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = _services?.Services! };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinResponseDataRate = null;
        options.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(10);
        configure(options);
        _server = new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance);
        await _server.StartAsync(new Application(handler), CancellationToken.None);
        var address = _server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is not null && Uri.TryCreate(address, UriKind.Absolute, out var uri))
            Port = uri.Port;
    }

    /// <summary>Stops; requests still running after <paramref name="grace"/> are cut.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (_server is not { } server)
            return;
        _server = null;
        using var deadline = new CancellationTokenSource(grace);
        await server.StopAsync(deadline.Token);
        server.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromMilliseconds(200));
        if (_services is not null)
            await _services.DisposeAsync();
    }

    /// <summary>UseHttps needs a service that only a web host registers; this one is never started.</summary>
    private static WebApplication HttpsServices()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        return builder.Build();
    }

    private sealed class Application(RequestDelegate handler) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public async Task ProcessRequestAsync(HttpContext context)
        {
            try
            {
                await handler(context);
            }
            catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
            {
                // The client left; there is nobody to answer.
            }
        }

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}

/// <summary>Endpoints that speak HTTP/1.1 only.</summary>
internal static class Http1Endpoints
{
    /// <summary>An endpoint for a transport of our own, where the address means nothing.</summary>
    public static void ListenLocalhostHttp1(this KestrelServerOptions options) =>
        options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
}
