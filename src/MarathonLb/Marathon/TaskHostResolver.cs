using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MarathonLb.Apps;

namespace MarathonLb.Marathon;

/// <summary>
/// Finds the IPv4 addresses of the hosts that tasks run on. Names that resolve are remembered (the <c>--lru-cache-capacity</c> used last), names
/// that do not are left alone for half a minute, so that a dead name server does not hold up each round. Before a round all its hosts are looked
/// up together, within one time-out; what is asked then is answered at once.
/// </summary>
internal sealed class TaskHostResolver : IHostAddresses
{
    /// <summary>Look-ups at a time: each holds a thread of the system's resolver.</summary>
    private const int Parallel = 32;

    private readonly LruCache<string, Answer> _known;
    private readonly TimeProvider _clock;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _lookUp;
    private readonly Lock _gate = new();

    /// <summary>The hosts of all apps: more of them than the cache holds would push each other out of it.</summary>
    private readonly Dictionary<string, string?> _round = new(StringComparer.Ordinal);

    /// <param name="capacity">How many hosts are remembered.</param>
    /// <param name="clock">For the age of failures.</param>
    /// <param name="lookUp">Asks the name service; null for the system's.</param>
    public TaskHostResolver(int capacity, TimeProvider clock, Func<string, CancellationToken, Task<IPAddress[]>>? lookUp = null)
    {
        _known = new LruCache<string, Answer>(capacity);
        _clock = clock;
        _lookUp = lookUp ?? ((host, cancellation) => Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, cancellation));
    }

    /// <summary>How long a look-up may take, and all look-ups of a round together.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a name that did not resolve is left alone.</summary>
    public TimeSpan FailureAge { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string? Ipv4Of(string host)
    {
        if (IsIpv4(host)) return host;
        lock (_gate)
        {
            if (_round.TryGetValue(host, out string? address) || TryRecall(host, out address)) return address;
        }

        // Nobody looked it up before the round. Rare, and bounded by the time-out.
        using CancellationTokenSource limit = new(Timeout);
        string? found = LookUpAsync(host, limit.Token).GetAwaiter().GetResult();
        lock (_gate)
        {
            Remember(host, found);
        }

        return found;
    }

    /// <summary>True if the last look-ups left a host without an address.</summary>
    public bool HasFailures
    {
        get
        {
            lock (_gate) return _round.ContainsValue(null);
        }
    }

    /// <summary>Looks up those of all hosts that are not known yet. Afterwards each of them is answered without waiting.</summary>
    public Task PrefetchAsync(IEnumerable<string> hosts, CancellationToken cancellation) => PrefetchAsync(hosts, everything: true, cancellation);

    /// <summary>The same for the hosts of a few apps; those of the others stay as they are.</summary>
    public Task PrefetchMoreAsync(IEnumerable<string> hosts, CancellationToken cancellation) => PrefetchAsync(hosts, everything: false, cancellation);

    private async Task PrefetchAsync(IEnumerable<string> hosts, bool everything, CancellationToken cancellation)
    {
        Dictionary<string, string?> round = new(StringComparer.Ordinal);
        List<string> unknown = [];
        lock (_gate)
        {
            foreach (string host in hosts)
            {
                if (host.Length == 0 || IsIpv4(host) || round.ContainsKey(host)) continue;
                string? address = everything ? null : _round.GetValueOrDefault(host);
                if (address is null && !TryRecall(host, out address)) unknown.Add(host);
                round.Add(host, address);
            }
        }

        ConcurrentDictionary<string, string?> found = await LookUpAllAsync(unknown, cancellation);
        lock (_gate)
        {
            foreach (string host in unknown)
            {
                round[host] = found.GetValueOrDefault(host);
                Remember(host, round[host]);
            }

            if (everything) _round.Clear();
            foreach ((string host, string? address) in round) _round[host] = address;
        }
    }

    private async Task<ConcurrentDictionary<string, string?>> LookUpAllAsync(List<string> hosts, CancellationToken cancellation)
    {
        ConcurrentDictionary<string, string?> found = new(StringComparer.Ordinal);
        if (hosts.Count == 0) return found;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Timeout);
        ParallelOptions parallel = new() { MaxDegreeOfParallelism = Parallel, CancellationToken = limit.Token };
        try
        {
            await System.Threading.Tasks.Parallel.ForEachAsync(hosts, parallel, async (host, end) => found[host] = await LookUpAsync(host, end));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Out of time: those not found yet count as failed, and the round goes on.
        }

        return found;
    }

    private async Task<string?> LookUpAsync(string host, CancellationToken limit)
    {
        try
        {
            IPAddress[] addresses = await _lookUp(host, limit).WaitAsync(limit);
            return addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork)?.ToString();
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException or OperationCanceledException)
        {
            // No such name, a name that can't be one, or no answer in time: the caller reports the task that is left out.
            return null;
        }
    }

    private bool TryRecall(string host, out string? address)
    {
        bool usable = _known.TryGetValue(host, out Answer? answer)
            && (answer.Address is not null || _clock.GetElapsedTime(answer.Since) < FailureAge);
        address = usable ? answer!.Address : null;
        return usable;
    }

    private void Remember(string host, string? address) => _known.Set(host, new Answer(address, _clock.GetTimestamp()));

    /// <summary>Four decimal numbers and nothing shorter: the system's resolver would take <c>10.1</c> for 10.0.0.1 too.</summary>
    private static bool IsIpv4(ReadOnlySpan<char> host)
    {
        int numbers = 0;
        foreach (Range range in host.Split('.'))
        {
            ReadOnlySpan<char> digits = host[range];
            bool isShort = digits.Length is >= 1 and <= 3 && (digits.Length == 1 || digits[0] != '0');
            if (++numbers > 4 || !isShort || digits.ContainsAnyExceptInRange('0', '9') || int.Parse(digits, CultureInfo.InvariantCulture) > byte.MaxValue) return false;
        }

        return numbers == 4;
    }

    /// <summary>What the name service said.</summary>
    /// <param name="Address">The address, or null if there was none.</param>
    /// <param name="Since">When, by the clock's timestamp.</param>
    private sealed record Answer(string? Address, long Since);
}
