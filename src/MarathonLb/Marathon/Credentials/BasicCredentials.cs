using System.Net.Http.Headers;
using System.Text;

namespace MarathonLb.Marathon.Credentials;

/// <summary>A user and a password, sent with each request.</summary>
internal sealed class BasicCredentials : IMarathonCredentials
{
    private readonly AuthenticationHeaderValue _header;

    public BasicCredentials(string user, string password) =>
        _header = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>Understands <c>user:password</c>; the password may hold colons.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">Where it comes from, for the message.</param>
    /// <exception cref="CredentialException">There is no colon, or no user before it.</exception>
    public static BasicCredentials Parse(string text, string origin)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) throw new CredentialException($"{origin}: there is no ':' between user and password. Write user:password");
        if (colon == 0) throw new CredentialException($"{origin}: there is no user before the ':'. Write user:password");
        return new BasicCredentials(text[..colon], text[(colon + 1)..]);
    }

    /// <inheritdoc/>
    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }
}
