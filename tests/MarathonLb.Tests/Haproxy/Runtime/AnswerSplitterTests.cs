using System.Text;
using CsCheck;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

public sealed class AnswerSplitterTests
{
    private static List<string> Feed(byte[] bytes, IEnumerable<int> sizes)
    {
        using AnswerSplitter splitter = new();
        List<string> answers = [];
        using IEnumerator<int> size = sizes.GetEnumerator();
        int sent = 0;
        while (sent < bytes.Length)
        {
            Memory<byte> room = splitter.Room();
            int count = Math.Min(Math.Min(size.MoveNext() ? size.Current : int.MaxValue, room.Length), bytes.Length - sent);
            bytes.AsSpan(sent, count).CopyTo(room.Span);
            splitter.Received(count);
            sent += count;
            while (splitter.TryTake(out string answer)) answers.Add(answer);
        }

        return answers;
    }

    /// <summary>As 2.6 and 3.x write them: to an empty answer, to one with an empty line behind it, and to one without (2.6: <c>Server deleted.</c>).</summary>
    [Fact]
    public void TryTake_AnswersOfHaproxy_AreTheirTexts() =>
        Assert.Equal(["", "New server registered.", "Server deleted.", ""], Feed("\n> New server registered.\n\n> Server deleted.\n> \n> "u8.ToArray(), []));

    [Fact]
    public void TryTake_PromptWithinALine_BelongsToTheAnswer() =>
        Assert.Equal(["a> b\nc > d\n>e"], Feed("a> b\nc > d\n>e\n\n> "u8.ToArray(), [3, 1, 1, 1, 1, 2]));

    [Fact]
    public void TryTake_NoPrompt_WaitsForMore()
    {
        using AnswerSplitter splitter = new();
        "No such server.\n\n>"u8.CopyTo(splitter.Room().Span);
        splitter.Received(18);
        Assert.False(splitter.TryTake(out _));
        Assert.True(splitter.HasRest);
        " "u8.CopyTo(splitter.Room().Span);
        splitter.Received(1);
        Assert.True(splitter.TryTake(out string answer));
        Assert.Equal("No such server.", answer);
        Assert.False(splitter.HasRest);
    }

    /// <summary>Whatever comes, in whatever pieces: the same answers as in one piece, and those that cutting at each prompt gives.</summary>
    [Fact]
    public void TryTake_ArbitraryBytesInArbitraryPieces_DoesNotDependOnThePieces() =>
        Gen.Select(Gen.OneOf(Gen.Byte, Gen.Int[0, 3].Select(i => "\n> +"u8[i])).Array[0, 400], Gen.Int[1, 9].Array[0, 400]).Sample(
            (bytes, sizes) =>
            {
                string[] cut = Encoding.Latin1.GetString(bytes).Split("\n> ");
                IEnumerable<string> expected = cut[..^1].Select(text => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text.TrimEnd('\n'))));
                Assert.Equal(expected, Feed(bytes, sizes));
            },
            iter: 2000);

    /// <summary>Longer than the first buffer, so that it grows and moves.</summary>
    [Fact]
    public void TryTake_LongAnswers_AreWhole()
    {
        string[] texts = [.. Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), i * 9_000))];
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\n\n> ")));
        Assert.Equal(texts, Feed(bytes, Enumerable.Repeat(10_007, 10_000)));
    }

    [Fact]
    public void Room_AnswerWithoutEnd_IsRefused()
    {
        using AnswerSplitter splitter = new();
        Assert.Throws<IOException>(() =>
        {
            for (long sum = 0; sum < 4L * AnswerSplitter.LongestAnswer;)
            {
                Memory<byte> room = splitter.Room();
                room.Span.Clear();
                splitter.Received(room.Length);
                Assert.False(splitter.TryTake(out _));
                sum += room.Length;
            }
        });
    }
}
