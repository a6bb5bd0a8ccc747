using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// A conversation with HAProxy's worker in interactive mode. A batch goes in one write, and the answers are read while it is being written: 1,000 commands
/// take some 10 ms (haproxy.md, section 1.5). After any error the connection is of no use, and how much of the batch was done is not known.
/// </summary>
internal sealed class RuntimeConnection : IAsyncDisposable
{
    /// <summary>
    /// Ends every batch. HAProxy's answer to it is known, so a batch whose answers were cut in the wrong places, say because one has a line that begins
    /// like a prompt, is noticed instead of misread.
    /// </summary>
    private static readonly RuntimeCommand Sentinel = new(CommandKind.Show, "show cli level");

    private const string SentinelAnswer = "admin";

    /// <summary>Interactive mode. Without it 3.0 and later answer only the first line and close (haproxy.md, section 1.6).</summary>
    private static readonly RuntimeCommand Prompt = new(CommandKind.Show, "prompt");

    private static readonly RuntimeCommand ShowInfo = new(CommandKind.Show, "show info");

    /// <summary>How long HAProxy may say nothing: a worker with 10,000 backends takes 0.1 s for the longest answer.</summary>
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly string _path;
    private readonly TimeSpan _patience;
    private readonly AnswerSplitter _answers = new();
    private bool _broken;

    private RuntimeConnection(Socket socket, string path, TimeSpan patience)
    {
        _socket = socket;
        _path = path;
        _patience = patience;
    }

    /// <summary>The worker at the other end.</summary>
    public WorkerIdentity Worker { get; private set; }

    /// <summary>Connects, and asks who is there.</summary>
    /// <exception cref="IOException">Nobody answers, not in time, or not as HAProxy would.</exception>
    public static Task<RuntimeConnection> OpenAsync(string socketPath, CancellationToken cancellation) => OpenAsync(socketPath, UsualPatience, cancellation);

    /// <summary>As <see cref="OpenAsync(string, CancellationToken)"/>.</summary>
    /// <param name="socketPath">The socket.</param>
    /// <param name="patience">How long HAProxy may say nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal static async Task<RuntimeConnection> OpenAsync(string socketPath, TimeSpan patience, CancellationToken cancellation)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        RuntimeConnection connection = new(socket, socketPath, patience);
        try
        {
            await connection.ConnectAsync(cancellation);
            IReadOnlyList<RuntimeAnswer> answers = await connection.SendAsync([Prompt, ShowInfo], cancellation);
            connection.Worker = WorkerIdentity.Parse(answers[1].Text) ?? throw new IOException($"what answers on {socketPath} is not HAProxy");
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Sends commands, waits for the answer to each. One call at a time.</summary>
    /// <returns>The answers in the order of the commands.</returns>
    /// <exception cref="IOException">HAProxy closed, said nothing for too long, or answered more or less than it was asked.</exception>
    public async Task<IReadOnlyList<RuntimeAnswer>> SendAsync(IReadOnlyList<RuntimeCommand> commands, CancellationToken cancellation)
    {
        if (commands.Count == 0) return [];
        if (_broken) throw new IOException($"the connection to HAProxy on {_path} failed before");
        _broken = true;
        using RequestBuffer request = new();
        for (int i = 0; i < commands.Count; i++) commands[i].WriteTo(request);
        Sentinel.WriteTo(request);
        List<RuntimeAnswer> answers = new(commands.Count);
        await ExchangeAsync(request.Written, commands, answers, cancellation);
        _broken = false;
        return answers;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _answers.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_patience);
        try
        {
            await _socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), limit.Token);
        }
        catch (Exception e)
        {
            ExceptionDispatchInfo.Throw(Unexpected(e, cancellation) ?? e);
        }
    }

    /// <summary>Writes and reads at once: HAProxy stops reading when nobody takes its answers.</summary>
    private async Task ExchangeAsync(
        ReadOnlyMemory<byte> request, IReadOnlyList<RuntimeCommand> commands, List<RuntimeAnswer> answers, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_patience);
        Task writing = WriteAsync(request, limit.Token);
        ExceptionDispatchInfo? failure = null;
        try
        {
            await ReadAsync(commands, answers, limit);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(Unexpected(e, cancellation) ?? e);

            // The buffer goes back to the pool only when nobody writes from it any more.
            await limit.CancelAsync();
        }

        try
        {
            await writing;
        }
        catch (Exception e)
        {
            failure ??= ExceptionDispatchInfo.Capture(Unexpected(e, cancellation) ?? e);
        }

        failure?.Throw();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        while (request.Length > 0)
        {
            int sent = await _socket.SendAsync(request, cancellation);
            request = request[sent..];
        }
    }

    private async Task ReadAsync(IReadOnlyList<RuntimeCommand> commands, List<RuntimeAnswer> answers, CancellationTokenSource limit)
    {
        while (true)
        {
            while (_answers.TryTake(out string text))
            {
                if (answers.Count < commands.Count)
                {
                    answers.Add(Judge(commands[answers.Count], text));
                    continue;
                }

                if (text != SentinelAnswer || _answers.HasRest) throw new IOException($"HAProxy's answers on {_path} do not match the commands");
                return;
            }

            int read = await _socket.ReceiveAsync(_answers.Room(), limit.Token);
            if (read == 0) throw new IOException($"HAProxy closed {_path} after {answers.Count} of {commands.Count} answers");
            _answers.Received(read);
            limit.CancelAfter(_patience);
        }
    }

    /// <summary>Before 3.2 the lines of a payload are echoed as <c>+ </c> in front of the answer.</summary>
    private static RuntimeAnswer Judge(in RuntimeCommand command, string text)
    {
        int echoes = command.Echoes;
        int start = 0;
        while (echoes-- > 0 && text.AsSpan(start).StartsWith("+ ")) start += 2;
        if (start > 0) text = text[start..];
        return new RuntimeAnswer(command, text, AnswerRules.Succeeded(command, text));
    }

    /// <summary>What went wrong, if it is HAProxy's doing and not the caller's.</summary>
    private IOException? Unexpected(Exception e, CancellationToken cancellation) => e switch
    {
        IOException io => io,
        SocketException => new IOException($"HAProxy does not answer on {_path}: {e.Message}", e),
        OperationCanceledException when !cancellation.IsCancellationRequested =>
            new IOException($"HAProxy said nothing on {_path} for {_patience.TotalSeconds:0.#} s", e),
        _ => null,
    };
}
