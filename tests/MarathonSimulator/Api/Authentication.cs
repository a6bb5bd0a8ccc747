using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>Demands what the options ask for: basic authentication, a token from the login endpoint, or nothing.</summary>
internal sealed class Authentication(SimulatorOptions options)
{
    private readonly ConcurrentDictionary<string, DateTime> _tokens = new(StringComparer.Ordinal);

    /// <summary>A new token and the moment from which it is no longer taken.</summary>
    public string Issue()
    {
        var token = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray());
        _tokens[token] = DateTime.UtcNow + options.TokenLifetime;
        return token;
    }

    /// <summary>Makes every token given out so far invalid.</summary>
    public void Revoke() => _tokens.Clear();

    /// <exception cref="ApiException">401 when the request lacks what is demanded.</exception>
    public void Check(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (options.BasicAuth is { } pair && header != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)))
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"Mesosphere\"";
            throw ApiException.Saying(401, "Invalid username or password.");
        }

        if (options.LoginPublicKeyPem is not null && !IsValidToken(header))
        {
            context.Response.Headers.WWWAuthenticate = "acsjwt";
            throw new ApiException(401, new JsonObject { ["title"] = "401 Unauthorized", ["description"] = "invalid auth token" });
        }
    }

    private bool IsValidToken(string header) =>
        header.StartsWith("token=", StringComparison.Ordinal)
        && _tokens.TryGetValue(header["token=".Length..], out var until)
        && until > DateTime.UtcNow;
}
