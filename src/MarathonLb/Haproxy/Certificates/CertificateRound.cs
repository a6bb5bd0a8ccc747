using MarathonLb.Findings;

namespace MarathonLb.Haproxy.Certificates;

/// <summary>What a look at the certificates came to.</summary>
/// <param name="Swapped">The files whose new content HAProxy serves now.</param>
/// <param name="Findings">What is wrong with files, each told once until the file's content changes again.</param>
/// <param name="NeedsReload">True, until a reload, while a file has changed in a way that HAProxy can only take by one.</param>
internal sealed record CertificateRound(IReadOnlyList<string> Swapped, IReadOnlyList<Finding> Findings, bool NeedsReload)
{
    /// <summary>Nothing to do, or HAProxy does not answer now.</summary>
    public static CertificateRound Nothing { get; } = new([], [], false);
}
