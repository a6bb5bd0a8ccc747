using System.Globalization;
using System.Text;

namespace MarathonLb.Marathon;

/// <summary>Foreign text as it can be shown in a message: short, on one line, with everything invisible written as an escape.</summary>
internal static class Excerpt
{
    /// <summary>Longest text shown, in characters.</summary>
    private const int Longest = 120;

    /// <summary>The beginning of some bytes that should be UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) =>
        Of(Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, Longest + 1)]));

    /// <summary>The beginning of a text.</summary>
    public static string Of(string text)
    {
        StringBuilder shown = new();
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            _ = IsVisible(c) ? shown.Append(c) : shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
        }

        return text.Length > Longest ? shown.Append('…').ToString() : shown.ToString();
    }

    private static bool IsVisible(char c) =>
        c == ' ' || !(char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format);
}
