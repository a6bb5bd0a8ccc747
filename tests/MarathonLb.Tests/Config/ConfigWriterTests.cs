using System.Text;
using CsCheck;
using MarathonLb.Config;

namespace MarathonLb.Tests.Config;

public sealed class ConfigWriterTests
{
    /// <summary>A tiny buffer makes every write grow somewhere.</summary>
    [Fact]
    public void Write_AnythingFromTinyCapacities_IsTheSameAsText() =>
        Gen.Select(Gen.Int[0, 9], Gen.Select(Gen.Int[0, 2], Gen.String["aé€😀\n "], Gen.Int).Array[0, 20]).Sample(
            (capacity, writes) =>
            {
                ConfigWriter writer = new(capacity);
                StringBuilder expected = new();
                foreach ((int kind, string text, int number) in writes)
                {
                    string whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
                    if (kind == 0) writer.Write(whole);
                    else if (kind == 1) writer.Write(Encoding.UTF8.GetBytes(whole));
                    else writer.Write(number);
                    expected.Append(kind == 2 ? number.ToString() : whole);
                }

                Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(writer.WrittenSpan));
            },
            iter: 2000, threads: 1, seed: "0N0XIzNsQ0O2");

    [Theory]
    [InlineData("  x y\n\n", "x y")]
    [InlineData("\t\r\n\v\f ", "")]
    [InlineData("", "")]
    [InlineData("x", "x")]
    public void TrimFrom_Text_IsStrippedOnBothEnds(string text, string expected)
    {
        ConfigWriter writer = new(0);
        writer.Write("before "u8);
        writer.Write(text);

        writer.TrimFrom("before ".Length);

        Assert.Equal("before " + expected, Encoding.UTF8.GetString(writer.WrittenSpan));
    }

    [Fact]
    public void Truncate_BeyondItsLength_Throws()
    {
        ConfigWriter writer = new(1);
        writer.Write("abc"u8);
        Assert.Throws<ArgumentOutOfRangeException>(() => writer.Truncate(4));
        writer.Truncate(1);
        Assert.Equal("a", Encoding.UTF8.GetString(writer.Written.Span));
        writer.Clear();
        Assert.Equal(0, writer.Length);
    }
}
