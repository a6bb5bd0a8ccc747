using System.Text;
using CsCheck;

namespace MarathonLb.Tests.Marathon.Events;

public sealed class SseReaderTests
{
    private const string Sample =
        "\uFEFF: hello\r\nevent: one\r\ndata: {\"a\":1}\r\ndata: {\"b\":2}\r\n\r\ndata:\r\n\r\n\r\nevent:two\rid: 7\rretry: 5\rdata:é\r\rdata: three\n\nevent\ndata\ndata:  x\n\ndata: cut";

    private static readonly SseMessage[] SampleMessages =
        [new("one", "{\"a\":1}\n{\"b\":2}"), new("two", "é"), new(null, "three"), new(null, "\n x")];

    [Fact]
    public async Task Read_AllKindsOfLines_GivesTheMessages() =>
        Assert.Equal(SampleMessages, await SseMessages.OfAsync(Sample));

    [Fact]
    public async Task Read_CutAtEveryByte_GivesTheSameMessages()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Sample);
        for (int i = 0; i <= bytes.Length; i++)
        {
            Assert.Equal(SampleMessages, await SseMessages.OfAsync([bytes[..i], bytes[i..]]));
        }

        Assert.Equal(SampleMessages, await SseMessages.OfAsync(bytes.Select(one => new[] { one })));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("data:\r\n\r\n")]
    [InlineData(": heartbeat\r\n\r\n")]
    [InlineData("event: status_update_event\n\n")]
    [InlineData("data: not ended\n")]
    [InlineData("Data: x\n\n")]
    [InlineData("datax: x\n\n")]
    public async Task Read_NothingToTell_TellsNothing(string text) => Assert.Empty(await SseMessages.OfAsync(text));

    [Fact]
    public async Task Read_NameOfAnEventWithoutData_IsNotTheNextOnes() =>
        Assert.Equal([new SseMessage(null, "x")], await SseMessages.OfAsync("event: a\n\ndata: x\n\n"));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10_000)]
    public async Task Read_LineTooLong_MarksThatEventOnly(int piece)
    {
        string text = $"event: status_update_event\ndata: {new string('x', 5000)}\n\nevent: b\ndata: y\n\ndata: {new string('z', 300)}\r\n\r\n";
        List<SseMessage> messages = await SseMessages.OfAsync(Encoding.UTF8.GetBytes(text).Chunk(piece), limit: 400);

        Assert.Equal([new("status_update_event", "", IsTooLarge: true), new("b", "y"), new(null, new string('z', 300))], messages);
    }

    [Fact]
    public async Task Read_ManyLinesTooLarge_MarksTheEvent()
    {
        string line = $"data: {new string('x', 100)}\n";
        List<SseMessage> messages = await SseMessages.OfAsync(string.Concat(Enumerable.Repeat(line, 10)) + "event: a\n\ndata: y\n\n", limit: 512);

        Assert.Equal(("a", true), (messages[0].Name, messages[0].IsTooLarge));
        Assert.Equal(new SseMessage(null, "y"), messages[1]);
    }

    [Fact]
    public async Task Read_LargerThanTheFirstBuffer_IsWhole()
    {
        string data = new('x', 200_000);
        Assert.Equal([new SseMessage("a", data + "\n" + data)], await SseMessages.OfAsync($"event: a\ndata: {data}\ndata: {data}\n\n", limit: 1024 * 1024));
    }

    [Fact]
    public void Read_AnyMessagesInAnyPieces_AreGivenBack() =>
        Gen.Select(
            Gen.Select(Gen.Char["abc"].Array[1, 5], Gen.Char["{}:x \u00e9\uFEFF"].Array[1, 12].Array[1, 3]).Array[0, 5],
            Gen.OneOf("\r", "\n", "\r\n"),
            Gen.Int[1, 9]).Sample(
            (messages, lineEnd, piece) =>
            {
                StringBuilder text = new();
                foreach ((char[] name, char[][] lines) in messages)
                {
                    _ = text.Append("event: ").Append(name).Append(lineEnd);
                    foreach (char[] line in lines)
                    {
                        _ = text.Append("data: ").Append(line).Append(lineEnd);
                    }

                    _ = text.Append(lineEnd);
                }

                SseMessage[] expected = [.. messages.Select(message => new SseMessage(new string(message.Item1), string.Join('\n', message.Item2.Select(line => new string(line)))))];
                List<SseMessage> read = SseMessages.OfAsync(Encoding.UTF8.GetBytes(text.ToString()).Chunk(piece)).GetAwaiter().GetResult();
                return expected.SequenceEqual(read);
            });

    [Fact]
    public void Read_Garbage_IsTheSameInAnyPieces() =>
        Gen.Select(Gen.OneOf(Gen.Byte, Gen.OneOf("\r\n\n: datevn"u8.ToArray())).Array[0, 300], Gen.Int[1, 50]).Sample(
            (bytes, piece) =>
            {
                List<SseMessage> whole = SseMessages.OfAsync([bytes], limit: 64).GetAwaiter().GetResult();
                List<SseMessage> cut = SseMessages.OfAsync(bytes.Chunk(piece), limit: 64).GetAwaiter().GetResult();
                return whole.SequenceEqual(cut);
            });
}
