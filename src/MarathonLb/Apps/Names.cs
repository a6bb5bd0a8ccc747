namespace MarathonLb.Apps;

/// <summary>The names that HAProxy objects get from apps (spec, section 3). Users' templates and dashboards lean on them.</summary>
internal static class Names
{
    /// <summary>"Cleaned": every character outside a-z, A-Z, 0-9 and '-' becomes '_'.</summary>
    public static string Cleaned(string text) => string.Create(text.Length, text, static (span, source) => Clean(source, span));

    /// <summary>Writes a text, cleaned, to the beginning of a span.</summary>
    public static void Clean(ReadOnlySpan<char> text, Span<char> cleaned)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            cleaned[i] = char.IsAsciiLetterOrDigit(c) || c == '-' ? c : '_';
        }
    }

    /// <summary>An app id without its first '/', the others as '_': the stem of backend and ACL names.</summary>
    public static string OfApp(string appId) =>
        (appId.StartsWith('/') ? appId[1..] : appId).Replace('/', '_');

    /// <summary>A backend's name: the app's stem, '_' and the service port.</summary>
    public static string OfBackend(string appId, int servicePort) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{OfApp(appId)}_{servicePort}");
}
