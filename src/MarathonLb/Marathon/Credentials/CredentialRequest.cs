namespace MarathonLb.Marathon.Credentials;

/// <summary>Asks a service that gives out credentials, within a time, with errors in plain words.</summary>
internal static class CredentialRequest
{
    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="http">The client.</param>
    /// <param name="request">The request.</param>
    /// <param name="service">What the service is called in messages.</param>
    /// <param name="patience">How long it may take.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <exception cref="CredentialException">There is no answer, or it is no success.</exception>
    public static async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        HttpRequestMessage request,
        string service,
        TimeSpan patience,
        CancellationToken cancellation)
    {
        string at = request.RequestUri!.GetLeftPart(UriPartial.Path);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        HttpResponseMessage answer;
        try
        {
            answer = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new CredentialException($"{service} at {at}: no answer within {FailureReason.Seconds(patience)}", late);
        }
        catch (HttpRequestException failure)
        {
            throw new CredentialException($"{service} at {at}: {FailureReason.Of(failure)}", failure);
        }

        if (answer.IsSuccessStatusCode) return answer;
        using (answer)
        {
            throw new CredentialException($"{service} at {at}: HTTP {(int)answer.StatusCode}");
        }
    }
}
