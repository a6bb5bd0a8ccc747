using System.Collections.Concurrent;

namespace MarathonLb.Marathon;

/// <summary>Counts the requests to Marathon by host and how they were answered. Safe to read while it counts.</summary>
internal sealed class RequestCounts
{
    private readonly ConcurrentDictionary<(string Host, string Status), long> _counts = new();

    /// <summary>By host, and status code or <c>failed</c> where there was no answer.</summary>
    public IReadOnlyDictionary<(string Host, string Status), long> All => _counts;

    /// <summary>A request was answered, or failed.</summary>
    public void Count(Uri url, string status) => _counts.AddOrUpdate((url.Authority, status), 1, static (_, count) => count + 1);
}
