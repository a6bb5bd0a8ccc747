using System.Text;
using System.Text.Json;
using CsCheck;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

/// <summary>An object's end by braces and quotes is the end by its tokens.</summary>
public sealed class ObjectTextTests
{
    [Theory]
    [InlineData("{}", 2)]
    [InlineData("""{"a":"}"},{""", 9)]
    [InlineData("""{"a":{"b":[{},{}]}} ]}""", 19)]
    [InlineData("""{"a":"\""}x""", 10)]
    [InlineData("""{"a":"\\"}x""", 10)]
    [InlineData("""{"\"}":"\\\"{"}x""", 15)]
    [InlineData("", -1)]
    [InlineData("{", -1)]
    [InlineData("""{"a":"}""", -1)]
    [InlineData("{\"a\":\"\\\"", -1)]
    [InlineData("{\"a\":\"\\", -1)]
    [InlineData("""{"a":{}""", -1)]
    public void LengthOf_Text_IsThatOfItsFirstObject(string text, int length) => Assert.Equal(length, ObjectText.LengthOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void LengthOf_AnyJson_IsWhereTheReaderEnds() => Gen.Select(Value, Gen.String[Gen.Char["\"{}[]\\, x"], 0, 20]).Sample(
        (value, behind) =>
        {
            byte[] text = Encoding.UTF8.GetBytes($"{{\"member\":{value}}}");
            byte[] longer = [.. text, .. Encoding.UTF8.GetBytes(behind)];
            Utf8JsonReader json = new(text);
            json.Read();
            json.Skip();
            Assert.Equal(json.BytesConsumed, ObjectText.LengthOf(longer));
            Assert.Equal(-1, ObjectText.LengthOf(text.AsSpan(0, text.Length - 1)));
        });

    /// <summary>Texts full of what might mislead, in objects and lists.</summary>
    private static Gen<string> Value => Gen.Recursive<string>((depth, inner) => depth > 3
        ? Text
        : Gen.Frequency(
            (3, Text),
            (1, Gen.Int.Select(static number => $"{number}")),
            (2, inner.Array[0, 3].Select(static items => $"[{string.Join(',', items)}]")),
            (2, Gen.Select(Text, inner).Array[0, 3].Select(static members => $"{{{string.Join(',', members.Select(static member => $"{member.Item1}:{member.Item2}"))}}}"))));

    private static Gen<string> Text => Gen.String[Gen.Char["\"\\{}[]:,aé\n"], 0, 12].Select(static text => $"\"{JsonEncodedText.Encode(text)}\"")
        .Select(Gen.Bool, static (text, raw) => raw ? text.Replace("\\u0022", "\\\"", StringComparison.Ordinal) : text);
}
