using MarathonLb.Apps.Labels;

namespace MarathonLb.Tests.Apps;

public sealed class SuspectCharacterTests
{
    [Theory]
    [InlineData("a\nb", "a line feed (U+000A) at position 2 has no place in a path")]
    [InlineData("a\rb", "a carriage return (U+000D) at position 2 has no place in a path")]
    [InlineData("\tb", "a tab (U+0009) at position 1 has no place in a path")]
    [InlineData("b\0", "a NUL (U+0000) at position 2 has no place in a path")]
    [InlineData("a b", "a space (U+0020) at position 2 has no place in a path")]
    [InlineData("a\"", "a quote (U+0022) at position 2 has no place in a path")]
    [InlineData("a\\", "a backslash (U+005C) at position 2 has no place in a path")]
    [InlineData("#", "a '#' (U+0023) at position 1 has no place in a path")]
    [InlineData("a\u00a0b", "a no-break space (U+00A0) at position 2 has no place in a path")]
    [InlineData("\ufeff/", "a byte order mark (U+FEFF) at position 1 has no place in a path")]
    [InlineData("\u200b", "a zero width space (U+200B) at position 1 has no place in a path")]
    [InlineData("\u2060", "a zero width joiner (U+2060) at position 1 has no place in a path")]
    [InlineData("\u00ad", "a soft hyphen (U+00AD) at position 1 has no place in a path")]
    [InlineData("\u201c/\u201d", "a typographic quote (U+201C) at position 1 has no place in a path")]
    [InlineData("a\u2013b", "a typographic dash (U+2013) at position 2 has no place in a path")]
    [InlineData("\u2028", "an invisible character (U+2028) at position 1 has no place in a path")]
    [InlineData("\u001b", "an invisible character (U+001B) at position 1 has no place in a path")]
    [InlineData("a\u20ac", "the character '€' (U+20AC) at position 2 has no place in a path")]
    [InlineData("\U0001f600", "the character U+1F600 at position 1 has no place in a path")]
    public void IsIn_Suspect_IsNamed(string value, string reason)
    {
        Assert.True(SuspectCharacter.IsIn(value, spaces: false, "a path", out LabelProblem problem));
        Assert.Equal(reason, problem.Reason);
    }

    [Theory]
    [InlineData("/größe/ж/中?a=b&c=%20!$()*+,;:@[]{}|^`<>~_-.")]
    [InlineData("")]
    public void IsIn_HarmlessText_Passes(string value) => Assert.False(SuspectCharacter.IsIn(value, spaces: false, "a path", out _));

    [Fact]
    public void IsInvisibleIn_VisibleText_PassesWithQuotesAndSpaces()
    {
        Assert.False(SuspectCharacter.IsInvisibleIn("it's \"so\" # € “x”", "a label", out _));
        Assert.True(SuspectCharacter.IsInvisibleIn("x\u200by", "a label", out _));
    }
}
