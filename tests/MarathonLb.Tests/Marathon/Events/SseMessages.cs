using System.Text;
using MarathonLb.Marathon.Events;

namespace MarathonLb.Tests.Marathon.Events;

/// <summary>A message of a stream.</summary>
internal sealed record SseMessage(string? Name, string Data, bool IsTooLarge = false);

/// <summary>Reads streams that arrive in pieces.</summary>
internal static class SseMessages
{
    /// <summary>All messages of a text that arrives whole.</summary>
    public static Task<List<SseMessage>> OfAsync(string text, int limit = 4096) => OfAsync([Encoding.UTF8.GetBytes(text)], limit);

    /// <summary>All messages of a stream that arrives in pieces.</summary>
    public static async Task<List<SseMessage>> OfAsync(IEnumerable<byte[]> pieces, int limit = 4096)
    {
        Queue<ArraySegment<byte>> rest = new(pieces.Where(piece => piece.Length > 0).Select(piece => new ArraySegment<byte>(piece)));
        using SseReader reader = new((buffer, _) => ValueTask.FromResult(Read(rest, buffer)), limit);
        List<SseMessage> messages = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            messages.Add(new SseMessage(reader.Name, Encoding.UTF8.GetString(reader.Data), reader.IsTooLarge));
        }

        return messages;
    }

    private static int Read(Queue<ArraySegment<byte>> rest, Memory<byte> buffer)
    {
        Assert.False(buffer.IsEmpty);
        if (!rest.TryDequeue(out ArraySegment<byte> piece)) return 0;
        int count = Math.Min(piece.Count, buffer.Length);
        piece.AsSpan(0, count).CopyTo(buffer.Span);
        if (count == piece.Count) return count;
        ArraySegment<byte>[] later = [.. rest];
        rest.Clear();
        rest.Enqueue(piece[count..]);
        foreach (ArraySegment<byte> one in later)
        {
            rest.Enqueue(one);
        }

        return count;
    }
}
