using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MarathonLb.Tests;

/// <summary>A HAProxy in the foreground with a configuration of the test's, until disposed.</summary>
internal sealed class RunningHaproxy : IAsyncDisposable
{
    private readonly Process _process;

    private RunningHaproxy(Process process) => _process = process;

    /// <summary>The installed HAProxy, and the newer ones that scripts/newer-haproxy.sh has put beside it.</summary>
    public static TheoryData<string> Binaries { get; } =
    [
        RealHaproxy.Binary.File,
        .. new[] { Newer("MLB_HAPROXY_30", "haproxy-3.0"), Newer("MLB_HAPROXY_32", "haproxy-3.2") }.Where(File.Exists),
    ];

    /// <summary>A TCP port on loopback that nobody uses now.</summary>
    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until the port takes connections.</summary>
    public static async Task<RunningHaproxy> StartAsync(string binary, string configFile, int port, params IEnumerable<(string Name, string Value)> environment)
    {
        ProcessStartInfo info = new(binary, ["-db", "-f", configFile]) { RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in environment) info.Environment[name] = value;
        RunningHaproxy running = new(Process.Start(info)!);
        Task<string> errors = running._process.StandardError.ReadToEndAsync();
        Stopwatch clock = Stopwatch.StartNew();
        while (!await TakesConnectionsAsync(port))
        {
            if (running._process.HasExited) Assert.Fail($"{binary} ended with {running._process.ExitCode}: {await errors}");
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"{binary} did not listen on {port} in 20 s");
            await Task.Delay(10);
        }

        return running;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Newer(string variable, string folder) =>
        Environment.GetEnvironmentVariable(variable) ?? Repository.PathOf(".tools", folder, "haproxy");

    private static async Task<bool> TakesConnectionsAsync(int port)
    {
        using TcpClient client = new();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
