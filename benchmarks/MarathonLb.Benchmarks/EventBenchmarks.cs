using System.Text;
using BenchmarkDotNet.Attributes;
using MarathonLb.Benchmarks.Suite;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Events;

namespace MarathonLb.Benchmarks;

/// <summary>What does a stream of two thousand events cost, from bytes to what they say?</summary>
public class EventBenchmarks : IKnownBytes
{
    private const int Events = 2000;
    private const int Limit = 4 * 1024 * 1024;

    private readonly byte[] _stream = Stream();
    private readonly List<MarathonEvent> _events = [];
    private int _position;

    /// <inheritdoc/>
    public void Setup()
    {
        // Nothing to prepare.
    }

    /// <summary>The events of the stream taken apart.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int Split() => Go(understand: false);

    /// <summary>Their JSON read too.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public int Understand() => Go(understand: true);

    /// <inheritdoc/>
    public long? BytesOf(string method) => _stream.Length / Events;

    private int Go(bool understand)
    {
        _position = 0;
        _events.Clear();
        using SseReader reader = new(Read, Limit);
        int count = 0;
        while (reader.ReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            count++;
            if (understand) EventReader.Read(reader.Name, reader.Data, _events);
        }

        return count + _events.Count;
    }

    private ValueTask<int> Read(Memory<byte> room, CancellationToken cancellation)
    {
        int count = Math.Min(room.Length, _stream.Length - _position);
        _stream.AsMemory(_position, count).CopyTo(room);
        _position += count;
        return ValueTask.FromResult(count);
    }

    private static byte[] Stream()
    {
        StringBuilder text = new();
        for (int i = 0; i < Events; i++)
        {
            string task = $"team07_prod_svc-{i:00000}.instance-4ac1bd2c-0000-11f0-a1b2-0242ac11{i:0000}._app.1";
            text.Append("event: status_update_event\r\ndata: {\"slaveId\":\"20260101-093000-S7\",\"taskId\":\"").Append(task)
                .Append("\",\"taskStatus\":\"TASK_RUNNING\",\"message\":\"\",\"appId\":\"/team07/prod/svc-").Append($"{i:00000}")
                .Append("\",\"host\":\"10.0.0.7\",\"ipAddresses\":[{\"ipAddress\":\"10.0.0.7\",\"protocol\":\"IPv4\"}],\"ports\":[31007],\"version\":\"2026-01-01T00:00:00.000Z\",")
                .Append("\"eventType\":\"status_update_event\",\"timestamp\":\"2026-01-01T00:00:01.000Z\"}\r\n\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
