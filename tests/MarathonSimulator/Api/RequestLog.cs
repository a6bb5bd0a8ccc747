using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace MarathonSimulator.Api;

/// <summary>One request to the API, for tests to assert on what was fetched and how much was sent.</summary>
public sealed class RequestRecord
{
    private long _bytes;

    public required DateTime At { get; init; }

    public required string Method { get; init; }

    /// <summary>Path and query as received.</summary>
    public required string Target { get; init; }

    public required string UserAgent { get; init; }

    public required string Authorization { get; init; }

    public required string AcceptEncoding { get; init; }

    /// <summary>0 until it is answered.</summary>
    public int Status { get; internal set; }

    /// <summary>Body bytes sent so far, after compression.</summary>
    public long BytesSent => Interlocked.Read(ref _bytes);

    internal void Add(int bytes) => Interlocked.Add(ref _bytes, bytes);
}

/// <summary>The requests of the API, the control routes left out; the latest 10,000 are kept.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 10_000;
    private readonly Lock _gate = new();
    private readonly Queue<RequestRecord> _records = new();

    public RequestRecord Begin(HttpContext context)
    {
        var headers = context.Request.Headers;
        var record = new RequestRecord
        {
            At = DateTime.UtcNow,
            Method = context.Request.Method,
            Target = context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            UserAgent = headers.UserAgent.ToString(),
            Authorization = headers.Authorization.ToString(),
            AcceptEncoding = headers.AcceptEncoding.ToString(),
        };
        lock (_gate)
        {
            _records.Enqueue(record);
            if (_records.Count > Capacity)
                _records.Dequeue();
        }

        return record;
    }

    public RequestRecord[] Snapshot()
    {
        lock (_gate)
            return [.. _records];
    }

    public void Clear()
    {
        lock (_gate)
            _records.Clear();
    }
}
