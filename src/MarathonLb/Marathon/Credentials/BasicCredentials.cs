using System.Net.Http.Headers;
using System.Text;

namespace MarathonLb.Marathon.Credentials;

/// <summary>A user and a password, sent with each request.</summary>
internal sealed class BasicCredentials : IMarathonCredentials
{
    private readonly AuthenticationHeaderValue _header;

    public BasicCredentials(string user, string password) =>
        _header = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <inheritdoc/>
    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Authorization = _header;
        return ValueTask.CompletedTask;
    }
}
