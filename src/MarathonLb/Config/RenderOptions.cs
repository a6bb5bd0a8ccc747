namespace MarathonLb.Config;

/// <summary>What the command line says about the configuration's shape.</summary>
internal sealed record RenderOptions
{
    /// <summary>--haproxy-map: look vhosts and app ids up in map files.</summary>
    public bool HaproxyMap { get; init; }

    /// <summary>False with --dont-bind-http-https: no shared HTTP and HTTPS frontends.</summary>
    public bool BindHttpHttps { get; init; } = true;

    /// <summary>--group-https-by-vhost: a frontend per vhost, with its own certificates.</summary>
    public bool GroupHttpsByVhost { get; init; }

    /// <summary>--conflicts: what becomes of a service that claims what another one has.</summary>
    public ConflictMode Conflicts { get; init; }

    /// <summary>--ssl-certs: the certificates of the HTTPS frontend.</summary>
    public string[] SslCerts { get; init; } = ["/etc/ssl/cert.pem"];

    /// <summary>The configuration's folder, as {haproxy_dir} shows it; the map files are beside the configuration.</summary>
    public string HaproxyDir { get; init; } = "/etc/haproxy";

    /// <summary>--raw-labels-deny: the keywords that templates in labels may not use.</summary>
    public string[] DeniedKeywords { get; init; } = [];

    /// <summary>{sslCerts}: <c>crt A crt B</c>.</summary>
    public string SslCertsText => string.Join(' ', SslCerts.Select(static cert => $"crt {cert}"));
}
