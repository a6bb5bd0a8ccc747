using System.Diagnostics.CodeAnalysis;
using MarathonLb.Marathon.Credentials;

namespace MarathonLb.Marathon;

/// <summary>A Marathon's base URL, as <c>--marathon</c> names it: with a path or without, with a slash at the end or without.</summary>
internal sealed class MarathonAddress
{
    private readonly Uri _base;

    private MarathonAddress(Uri written)
    {
        _base = new UriBuilder(written)
        {
            UserName = "",
            Password = "",
            Path = written.AbsolutePath.TrimEnd('/') + "/",
            Query = "",
            Fragment = "",
        }.Uri;
        Name = _base.AbsoluteUri.TrimEnd('/');
        if (written.UserInfo.Length > 0)
        {
            string[] parts = written.UserInfo.Split(':', 2);
            Credentials = new BasicCredentials(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? ""));
        }
    }

    /// <summary>The base URL for messages: without a slash at the end and without a password.</summary>
    public string Name { get; }

    /// <summary>User and password, if they are written into the URL.</summary>
    public IMarathonCredentials? Credentials { get; }

    /// <summary>Understands a base URL.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="address">The address.</param>
    /// <param name="problem">What is wrong with it and what to write instead; never quotes a password.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out MarathonAddress? address, [NotNullWhen(false)] out string? problem)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            string shown = text.Contains('@', StringComparison.Ordinal) ? "the URL" : $"'{Excerpt.Of(text)}'";
            problem = $"{shown} is not a Marathon URL. Write http://HOST:8080, https://HOST:8443 or file:PATH";
            return false;
        }

        address = new MarathonAddress(url);
        problem = null;
        return true;
    }

    /// <summary>The URL of a resource.</summary>
    /// <param name="resource">Path and query, without a slash in front.</param>
    public Uri Resource(string resource) => new(_base, resource);

    /// <summary>Whether a URL leads to the same scheme, host and port.</summary>
    public bool HasOriginOf(Uri url) =>
        Uri.Compare(_base, url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
