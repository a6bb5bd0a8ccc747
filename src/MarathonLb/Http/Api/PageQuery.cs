using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Http.Api;

/// <summary>What a client asks to see: anybody's words, cut to what makes sense.</summary>
/// <param name="Words">The words to look for.</param>
/// <param name="Page">Which part of the list, from 1.</param>
/// <param name="Size">The length of a part.</param>
internal sealed record PageQuery(string Words, int Page, int Size)
{
    private const int LongestWords = 200;
    private const int LargestPage = 1000;

    /// <summary>Reads <c>?q=…&amp;page=…&amp;size=…</c>.</summary>
    public static PageQuery Of(HttpRequest request, int size)
    {
        string words = Value(request, "q").Trim();
        return new PageQuery(
            words.Length > LongestWords ? words[..LongestWords] : words, Math.Max(1, Number(request, "page", 1)), Math.Clamp(Number(request, "size", size), 1, LargestPage));
    }

    /// <summary>The first value of a query parameter; empty without.</summary>
    public static string Value(HttpRequest request, string name) => request.Query[name] is [string value, ..] ? value : "";

    private static int Number(HttpRequest request, string name, int otherwise) =>
        int.TryParse(Value(request, name), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
