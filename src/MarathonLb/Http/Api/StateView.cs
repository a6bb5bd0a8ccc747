namespace MarathonLb.Http.Api;

/// <summary>State and freshness. Names are part of the interface: add, don't rename.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Ready">What <c>/_mlb/ready</c> says, with everything that it says.</param>
/// <param name="ServersUp">Servers that take new sessions; null if HAProxy does not answer.</param>
/// <param name="Errors">Findings that leave something out.</param>
/// <param name="Excluded">Services that HAProxy rejects.</param>
/// <param name="Pinned">The version whose rules are pinned; null for today's.</param>
/// <param name="LatestVersion">The newest version that is kept; null without.</param>
internal sealed record StateView(string Version, ReadinessDocument Ready, int? ServersUp, int Errors, int Excluded, PinnedView? Pinned, int? LatestVersion)
{
    /// <summary>The certificate that expires soonest; null if none is known.</summary>
    public CertificateView? NextCertificate { get; init; }
}

/// <summary>A certificate that HAProxy has loaded.</summary>
/// <param name="File">Its file.</param>
/// <param name="Subject">Whom it is for.</param>
/// <param name="Expires">The end of its validity.</param>
internal sealed record CertificateView(string File, string Subject, DateTimeOffset Expires);

/// <summary>A pinned rollback.</summary>
/// <param name="Version">The version.</param>
/// <param name="Since">Since when.</param>
internal sealed record PinnedView(int Version, DateTimeOffset Since);
