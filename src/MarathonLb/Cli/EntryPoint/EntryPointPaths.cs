namespace MarathonLb.Cli.EntryPoint;

/// <summary>Where the container's entry point finds and puts things (compatibility.md section 6). Tests have their own.</summary>
/// <param name="Home">The working directory: configuration and <c>templates/</c>.</param>
/// <param name="Certificates">Folder of cert.pem and certN.pem.</param>
/// <param name="SystemControls">The kernel's settings as files.</param>
/// <param name="RunDirectory">Sockets.</param>
internal sealed record EntryPointPaths(string Home, string Certificates, string SystemControls, string RunDirectory)
{
    /// <summary>The paths in the image.</summary>
    public static EntryPointPaths InImage(string runDirectory) => new("/marathon-lb", "/etc/ssl", "/proc/sys", runDirectory);

    /// <summary>The configuration that HAProxy runs.</summary>
    public string ConfigFile => Path.Combine(Home, "haproxy.cfg");

    /// <summary>The user's templates.</summary>
    public string Templates => Path.Combine(Home, "templates");

    /// <summary>Where HAProxy logs to if we take its log.</summary>
    public string LogSocket => Path.Combine(RunDirectory, "log.sock");

    /// <summary>The certificate of HAPROXY_SSL_CERT, or the self-signed one.</summary>
    public string Certificate => Path.Combine(Certificates, "cert.pem");

    /// <summary>The certificate of a numbered variable.</summary>
    public string NumberedCertificate(int number) => Path.Combine(Certificates, FormattableString.Invariant($"cert{number}.pem"));
}
