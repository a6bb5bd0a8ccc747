using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using MarathonLb.Marathon;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Marathon;

public sealed class TaskHostResolverTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly ConcurrentDictionary<string, string> _names = new(StringComparer.Ordinal) { ["a"] = "10.0.0.1", ["b"] = "10.0.0.2" };

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("10.1.2.3")]
    [InlineData("255.255.255.255")]
    public void Ipv4Of_Address_IsItselfWithoutAsking(string address)
    {
        Assert.Equal(address, Resolver().Ipv4Of(address));
        Assert.Empty(_asked);
    }

    [Theory]
    [InlineData("10.1")]
    [InlineData("010.1.2.3")]
    [InlineData("::1")]
    [InlineData("999.1.1.1")]
    public void Ipv4Of_AlmostAnAddress_IsAskedFor(string host)
    {
        Assert.Null(Resolver().Ipv4Of(host));
        Assert.Equal([host], _asked);
    }

    [Fact]
    public void Ipv4Of_NameAgain_IsRemembered()
    {
        TaskHostResolver resolver = Resolver();

        Assert.Equal("10.0.0.1", resolver.Ipv4Of("a"));
        Assert.Equal("10.0.0.1", resolver.Ipv4Of("a"));

        Assert.Equal(["a"], _asked);
    }

    [Fact]
    public void Ipv4Of_Failure_IsRememberedForHalfAMinute()
    {
        TaskHostResolver resolver = Resolver();
        Assert.Null(resolver.Ipv4Of("new"));
        _names["new"] = "10.0.0.9";

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Null(resolver.Ipv4Of("new"));
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("10.0.0.9", resolver.Ipv4Of("new"));
    }

    [Fact]
    public async Task PrefetchMore_HostsOfAFewApps_LeavesTheOthers()
    {
        TaskHostResolver resolver = Resolver();
        await resolver.PrefetchAsync(["a", "none"], End);
        Assert.True(resolver.HasFailures);
        _names["none"] = "10.0.0.3";
        _clock.Advance(TimeSpan.FromSeconds(31));
        _asked.Clear();

        await resolver.PrefetchMoreAsync(["b", "a"], End);

        Assert.Equal(["b"], _asked);
        Assert.Equal("10.0.0.1 10.0.0.2  ", $"{resolver.Ipv4Of("a")} {resolver.Ipv4Of("b")} {resolver.Ipv4Of("none")} ");
        Assert.Equal(["b"], _asked);

        await resolver.PrefetchMoreAsync(["none"], End);
        Assert.Equal("10.0.0.3", resolver.Ipv4Of("none"));
        Assert.False(resolver.HasFailures);
    }

    [Fact]
    public async Task Prefetch_Round_AsksForEachUnknownNameOnce()
    {
        TaskHostResolver resolver = Resolver();
        await resolver.PrefetchAsync(["a", "b", "a", "10.0.0.7", "", "none"], End);
        _names.Clear();

        Assert.Equal(["10.0.0.1", "10.0.0.2", null], new[] { "a", "b", "none" }.Select(resolver.Ipv4Of));
        await resolver.PrefetchAsync(["a", "b"], End);

        Assert.Equal(["a", "b", "none"], _asked.Order());
    }

    [Fact]
    public async Task Prefetch_MoreHostsThanCapacity_AreAllThereForTheRound()
    {
        TaskHostResolver resolver = Resolver(capacity: 1);

        await resolver.PrefetchAsync(["a", "b"], End);
        _asked.Clear();

        Assert.Equal(["10.0.0.1", "10.0.0.2"], new[] { "a", "b" }.Select(resolver.Ipv4Of));
        Assert.Empty(_asked);
    }

    [Fact]
    public async Task Prefetch_DeadNameServer_TakesOneTimeoutForAllAndNoneTheNextRound()
    {
        int asked = 0;
        TaskHostResolver resolver = new(1000, _clock, async (_, end) =>
        {
            Interlocked.Increment(ref asked);
            await Task.Delay(Timeout.Infinite, end);
            return [];
        })
        { Timeout = TimeSpan.FromSeconds(0.2) };
        string[] hosts = [.. Enumerable.Range(0, 500).Select(i => $"host-{i}")];

        await resolver.PrefetchAsync(hosts, End);
        int first = Volatile.Read(ref asked);
        await resolver.PrefetchAsync(hosts, End);

        Assert.InRange(first, 1, 499);
        Assert.Equal(first, Volatile.Read(ref asked));
        Assert.Null(resolver.Ipv4Of("host-1"));
    }

    [Fact]
    public async Task Prefetch_LookupDeafToCancellation_StillEnds()
    {
        TaskHostResolver resolver = new(10, _clock, (_, _) => new TaskCompletionSource<IPAddress[]>().Task) { Timeout = TimeSpan.FromSeconds(0.1) };

        await resolver.PrefetchAsync(["a"], End);

        Assert.Null(resolver.Ipv4Of("a"));
    }

    [Fact]
    public void Ipv4Of_SystemResolver_FindsLocalhostAndSurvivesNonsense()
    {
        TaskHostResolver resolver = new(10, _clock);

        Assert.Equal("127.0.0.1", resolver.Ipv4Of("localhost"));
        Assert.Null(resolver.Ipv4Of(new string('x', 5000)));
        Assert.Null(resolver.Ipv4Of("a b\0c"));
    }

    private TaskHostResolver Resolver(int capacity = 10) => new(capacity, _clock, LookUp);

    private Task<IPAddress[]> LookUp(string host, CancellationToken cancellation)
    {
        _asked.Enqueue(host);
        return _names.TryGetValue(host, out string? address)
            ? Task.FromResult<IPAddress[]>([IPAddress.IPv6Loopback, IPAddress.Parse(address)])
            : Task.FromException<IPAddress[]>(new SocketException((int)SocketError.HostNotFound));
    }
}
