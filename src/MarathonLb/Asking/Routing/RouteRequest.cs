using System.Globalization;

namespace MarathonLb.Asking.Routing;

/// <summary>A request whose way is asked for.</summary>
/// <param name="IsTls">True for https.</param>
/// <param name="Host">The host without port, as typed.</param>
/// <param name="Port">The port that is called.</param>
/// <param name="Path">The path, with its leading slash, without the query.</param>
/// <param name="Query">The query with its question mark, or empty.</param>
/// <param name="Headers">The headers, Host among them, by name without regard to case.</param>
internal sealed record RouteRequest(bool IsTls, string Host, int Port, string Path, string Query, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>Reads <c>[http|https]://HOST[:PORT]/PATH</c>; without a scheme it is http. Case, escapes and dots of the path stay as they are: HAProxy compares what is sent.</summary>
    /// <param name="url">The text.</param>
    /// <param name="headers">More headers; a Host among them replaces the URL's.</param>
    /// <returns>Null if it is no such URL.</returns>
    public static RouteRequest? Parse(string url, IEnumerable<KeyValuePair<string, string>> headers)
    {
        bool tls = url.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
        string rest = tls ? url["https://".Length..] : url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? url["http://".Length..] : url;
        rest = rest.Split('#')[0];
        int end = rest.IndexOfAny(['/', '?']);
        string authority = end < 0 ? rest : rest[..end];
        string target = end < 0 ? "/" : rest[end] == '?' ? "/" + rest[end..] : rest[end..];
        int colon = authority.EndsWith(']') ? -1 : authority.LastIndexOf(':');
        string host = colon < 0 ? authority : authority[..colon];
        int port = tls ? 443 : 80;
        if (colon >= 0 && (!int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)) return null;
        if (host.Length == 0 || host.Any(static c => char.IsWhiteSpace(c) || c is '@')) return null;
        int question = target.IndexOf('?', StringComparison.Ordinal);
        Dictionary<string, string> all = new(StringComparer.OrdinalIgnoreCase) { ["Host"] = authority };
        foreach ((string name, string value) in headers) all[name] = value;
        return new RouteRequest(tls, host, port, question < 0 ? target : target[..question], question < 0 ? "" : target[question..], all);
    }

    /// <summary>Reads <c>NAME:VALUE</c>.</summary>
    /// <returns>Null if it is no header.</returns>
    public static KeyValuePair<string, string>? Header(string text) =>
        text.Split(':', 2) is [{ Length: > 0 } name, string value] ? KeyValuePair.Create(name.Trim(), value.Trim()) : null;
}
