using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace MarathonLb.Tests;

/// <summary>A HAProxy in the foreground with a configuration of the test's, until disposed.</summary>
internal sealed class RunningHaproxy : IAsyncDisposable
{
    private const int FirstPort = 4100;
    private const int Ports = 5000;

    private static int _nextPort = Environment.ProcessId * 97 % Ports;

    private readonly Process _process;

    private RunningHaproxy(Process process) => _process = process;

    /// <summary>The installed HAProxy, and the newer ones that scripts/newer-haproxy.sh has put beside it.</summary>
    public static TheoryData<string> Binaries { get; } =
    [
        RealHaproxy.Binary.File,
        .. new[] { Newer("MLB_HAPROXY_30", "haproxy-3.0"), Newer("MLB_HAPROXY_32", "haproxy-3.2") }.Where(File.Exists),
    ];

    /// <summary>A TCP port that nobody uses now, given once in this process. Below those of outgoing connections, so that none of these takes it in between.</summary>
    public static int FreePort()
    {
        while (true)
        {
            int port = FirstPort + ((int)((uint)Interlocked.Increment(ref _nextPort) % Ports));
            try
            {
                using TcpListener listener = new(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; the next one may be free.
            }
        }
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

    /// <summary>The variables name a folder, as everywhere.</summary>
    private static string Newer(string variable, string folder) =>
        Environment.GetEnvironmentVariable(variable) is string given ? Path.Combine(given, "haproxy") : Repository.PathOf(".tools", folder, "haproxy");

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
