namespace MarathonLb.Haproxy.Runtime;

/// <summary>The states of all servers for whoever looks at them: HAProxy is asked at most once a second, however many look.</summary>
/// <param name="socket">HAProxy's socket.</param>
/// <param name="clock">The clock.</param>
internal sealed class SharedServerStates(string socket, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    /// <summary>Nobody waits longer than this from when HAProxy was asked; what was seen before is shown then, and the answer is for the next viewer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(80);

    /// <summary>What is older tells nothing about now.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromSeconds(15);

    private readonly CliSocket _cli = new(socket);
    private readonly Lock _gate = new();
    private IReadOnlyDictionary<(string Backend, string Server), RunningServer>? _last;
    private long _askedAt;
    private long _answeredAt;
    private Task? _asking;

    /// <summary>The states by backend and server; null if HAProxy does not answer.</summary>
    public async Task<IReadOnlyDictionary<(string Backend, string Server), RunningServer>?> GetAsync()
    {
        Task asking;
        TimeSpan rest;
        lock (_gate)
        {
            if (_asking is null || (_asking.IsCompleted && clock.GetElapsedTime(_askedAt) >= Fresh))
            {
                _askedAt = clock.GetTimestamp();
                _asking = Task.Run(AskAsync);
            }

            asking = _asking;
            rest = Patience - clock.GetElapsedTime(_askedAt);
        }

        if (!asking.IsCompleted && rest > TimeSpan.Zero) await Task.WhenAny(asking, Task.Delay(rest, clock));
        lock (_gate) return clock.GetElapsedTime(_answeredAt) < Oldest ? _last : null;
    }

    private async Task AskAsync()
    {
        try
        {
            string answer = await _cli.AskAsync("show servers state", CancellationToken.None);
            Dictionary<(string, string), RunningServer> states = [];
            foreach (RunningServer server in RunningServers.Parse(answer)) states[(server.Backend, server.Name)] = server;
            lock (_gate) (_last, _answeredAt) = (states, clock.GetTimestamp());
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            // While HAProxy reloads nobody answers for a moment; the next viewer asks again.
        }
    }
}
