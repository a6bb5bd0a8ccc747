namespace MarathonLb.Marathon.Credentials;

/// <summary>What proves to Marathon who we are.</summary>
internal interface IMarathonCredentials
{
    /// <summary>Adds what the request needs. Called only for requests to the hosts that were named as Marathon.</summary>
    /// <exception cref="CredentialException">They can't be had; the message says why.</exception>
    ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellation);

    /// <summary>Marathon refused them (401): what was obtained elsewhere is obtained anew for the next request.</summary>
    void Refused()
    {
    }
}
