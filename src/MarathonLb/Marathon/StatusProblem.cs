using System.Net;

namespace MarathonLb.Marathon;

/// <summary>Says what a status that is no success means for the operator.</summary>
internal static class StatusProblem
{
    /// <summary>So much of an error's body is read; Marathon's errors are one short sentence.</summary>
    private const int BodyBytes = 512;

    /// <summary>The exception for an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="url">Who gave it.</param>
    /// <param name="credentials">Whether the request carried credentials.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<MarathonStatusException> OfAsync(
        HttpResponseMessage answer,
        Uri url,
        CredentialUse credentials,
        CancellationToken cancellation)
    {
        string meaning = answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => credentials switch
            {
                CredentialUse.Sent => "the credentials are refused",
                CredentialUse.Withheld => $"credentials are sent only to hosts named with --marathon; name {url.GetLeftPart(UriPartial.Authority)} too",
                _ => "it wants credentials (--marathon-auth-credential-file, --auth-credentials)",
            },
            HttpStatusCode.Forbidden => "these credentials do not allow this",
            HttpStatusCode.NotFound => $"there is no {Excerpt.Of(url.AbsolutePath)} there; is the URL Marathon's?",
            _ => await BodyOfAsync(answer, cancellation),
        };
        string status = $"HTTP {(int)answer.StatusCode}";
        return new MarathonStatusException(answer.StatusCode, meaning.Length == 0 ? status : $"{status}: {meaning}");
    }

    private static async Task<string> BodyOfAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            byte[] body = new byte[BodyBytes];
            await using Stream stream = await answer.Content.ReadAsStreamAsync(limit.Token);
            return Excerpt.Of(body.AsSpan(0, await stream.ReadAtLeastAsync(body, BodyBytes, throwOnEndOfStream: false, limit.Token)));
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            // The status is what counts; its explanation is a courtesy.
            return "";
        }
    }
}
