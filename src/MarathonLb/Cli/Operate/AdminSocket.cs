using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using MarathonLb.Http;

namespace MarathonLb.Cli.Operate;

/// <summary>A running daemon's socket for its own command line.</summary>
internal sealed class AdminSocket : IDisposable
{
    /// <summary>Comparing configurations of thousands of apps takes seconds.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;

    private AdminSocket(string path) => _client = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => ConnectAsync(path, token), UseProxy = false })
    {
        Timeout = Limit,
        BaseAddress = new Uri("http://admin"),
    };

    /// <summary>Asks the daemon something; says so if there is none.</summary>
    /// <param name="runDirectory">The daemon's <c>--run-dir</c>.</param>
    /// <param name="question">What to ask, and how to print the answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public static async Task<ExitCode> RunAsync(string runDirectory, IQuestion question, CancellationToken cancellation)
    {
        Terminal terminal = Terminal.Own;
        string path = HttpEndpointOptions.In(runDirectory, null).AdminSocket;
        using AdminSocket daemon = new(path);
        try
        {
            return await question.AskAsync(daemon, terminal, cancellation);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            await terminal.Errors.WriteAsync($"marathon-lb: nobody answers on {path} ({e.Message}); give the daemon's --run-dir, and run as its user or root\n");
            return ExitCode.NoDaemon;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }

    /// <summary>Gets a text, or what is wrong.</summary>
    public async Task<(bool Good, string Text)> TextAsync(HttpMethod method, string path, CancellationToken cancellation)
    {
        using HttpRequestMessage request = new(method, path);
        using HttpResponseMessage answer = await _client.SendAsync(request, cancellation);
        return (answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(cancellation));
    }

    /// <summary>Gets a JSON value. Throws <see cref="IOException"/> if the daemon answers something else.</summary>
    public async Task<T> JsonAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        (bool good, string text) = await TextAsync(HttpMethod.Get, path, cancellation);
        try
        {
            if (good && System.Text.Json.JsonSerializer.Deserialize(text, type) is T value) return value;
        }
        catch (System.Text.Json.JsonException)
        {
            // Told below.
        }

        throw new IOException($"it does not know {path}: is it of another version?");
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Connects to the socket.</summary>
    public static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(SocketFile.Address(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
