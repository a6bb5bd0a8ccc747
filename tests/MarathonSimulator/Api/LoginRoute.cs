using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Api;

/// <summary>The DC/OS login of service accounts: verifies a signed login token and answers an authentication token, as body and cookie.</summary>
internal sealed class LoginRoute(Authentication authentication, SimulatorOptions options)
{
    public void Register(Router router) => router.Add("POST", "/acs/api/v1/auth/login", (context, _) => LoginAsync(context));

    private async Task LoginAsync(HttpContext context)
    {
        var body = await RequestBody.ObjectAsync(context);
        if (body.TextAt("uid") is not { } uid || body.TextAt("token") is not { } token || Refusal(uid, token) is { } refusal)
        {
            await ResponseBody.JsonAsync(context, 401, new JsonObject
            {
                ["title"] = "401 Unauthorized",
                ["description"] = body.TextAt("token") is { } given ? Refusal(body.TextAt("uid") ?? "", given) : "uid and token are required",
            });
            return;
        }

        var issued = authentication.Issue();
        context.Response.Headers.SetCookie = $"dcos-acs-auth-cookie={issued}; Path=/; HttpOnly";
        await ResponseBody.JsonAsync(context, 200, new JsonObject { ["token"] = issued });
    }

    /// <summary>Why a login token is not accepted; null when it is.</summary>
    private string? Refusal(string uid, string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return "not a JWT";
        try
        {
            if (Read(parts[0]).TextAt("alg") != "RS256")
                return "alg is not RS256";
            using var key = RSA.Create();
            key.ImportFromPem(options.LoginPublicKeyPem);
            var signed = Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]);
            if (!key.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
                return "bad signature";
            var claims = Read(parts[1]);
            if (claims.TextAt("uid") != uid)
                return "uid does not match";
            return claims.NumberAt("exp") is { } exp && exp > DateTimeOffset.UtcNow.ToUnixTimeSeconds() ? null : "expired";
        }
        catch (Exception e) when (e is FormatException or JsonException or CryptographicException)
        {
            return "malformed token";
        }
    }

    private static JsonObject? Read(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part)) as JsonObject;
}
