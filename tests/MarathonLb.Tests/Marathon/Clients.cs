using System.Net;
using System.Net.Sockets;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using Microsoft.Extensions.Logging.Abstractions;

namespace MarathonLb.Tests.Marathon;

/// <summary>Clients for tests: no proxy, short time-outs.</summary>
internal static class Clients
{
    /// <summary>The settings for some hosts.</summary>
    public static MarathonClientOptions Options(params string[] urls) => new()
    {
        Hosts = AppSources.AddressesOf(urls),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        ReadTimeout = TimeSpan.FromSeconds(10),
        UseProxy = false,
    };

    /// <summary>A client for some hosts.</summary>
    public static MarathonClient Of(params string[] urls) => Of(Options(urls));

    /// <summary>A client with some settings.</summary>
    public static MarathonClient Of(MarathonClientOptions options) => new(options, NullLogger<MarathonClient>.Instance);

    /// <summary>A client with credentials.</summary>
    public static MarathonClient Of(IMarathonCredentials credentials, params string[] urls) =>
        Of(Options(urls) with { Credentials = credentials });

    /// <summary>A base URL where nothing listens.</summary>
    public static string NobodyThere()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndPoint!).Port}";
    }

    /// <summary>Fetches the apps, which must fail, and gives the message.</summary>
    public static async Task<string> FailureOf(MarathonClient client) =>
        (await Assert.ThrowsAsync<MarathonUnreachableException>(() => client.FetchAppsAsync(TestContext.Current.CancellationToken))).Message;
}
