using System.Net.Sockets;
using MarathonLb.Haproxy;

namespace MarathonLb.Cli.Ask;

/// <summary>A running instance on this machine, asked over its unix socket.</summary>
/// <param name="socket">The socket.</param>
internal sealed class LiveInstance(string socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            Socket connection = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    })
    { Timeout = Patience };

    /// <summary>
    /// The instance that is asked: that of --run-dir, if --marathon does not send us elsewhere and there is one. Null if Marathon or a file is to be asked.
    /// </summary>
    public static LiveInstance? Find(ParsedArguments parsed)
    {
        if (parsed.Has(DirectFlags.Marathon)) return null;
        RunDirectory run = new(parsed.Last(ManagedFlags.RunDir) ?? ManagedFlags.RunDir.Default!);
        string? socket = Array.Find([run.AdminSocket, run.HttpSocket], Path.Exists);
        return socket is not null ? new LiveInstance(socket)
            : parsed.Has(ManagedFlags.RunDir) ? throw new AskException(ExitCode.NoDaemon, $"{ManagedFlags.RunDir} {run.Folder}: there is no admin.sock or http.sock; name the --run-dir of a running instance, or --marathon")
            : null;
    }

    /// <summary>Asks for a path.</summary>
    /// <exception cref="AskException">Nobody answers.</exception>
    public async Task<(int Status, string Text)> GetAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync(new Uri($"http://marathon-lb{path}"), cancellation);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new AskException(ExitCode.NoDaemon, $"the instance behind {socket} does not answer ({e.Message}); is it running, and may you use its socket?");
        }
    }

    /// <summary>Asks for a path that every instance has.</summary>
    /// <exception cref="AskException">Nobody answers, or it is not 200.</exception>
    public async Task<string> ReadAsync(string path, CancellationToken cancellation)
    {
        (int status, string text) = await GetAsync(path, cancellation);
        return status == 200 ? text : throw new AskException(ExitCode.NoDaemon, $"the instance behind {socket} answers {status} for {path}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
