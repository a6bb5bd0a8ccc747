using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>
/// What <c>run sse|poll</c> does before the daemon starts (compatibility.md section 6). Exit codes: 2 for a variable that can't be used (no PEM, no number,
/// no kernel parameter), 4 for a file that can't be written (certificate, template, kernel parameter, log socket).
/// </summary>
/// <param name="environment">What the user asked for.</param>
/// <param name="paths">Where things go.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Hears what was done.</param>
internal sealed partial class ContainerEntry(EntryPointEnvironment environment, EntryPointPaths paths, TimeProvider time, ILogger logger)
{
    /// <summary>Prepares the container. Throws <see cref="EntryPointException"/> with one line for the user.</summary>
    /// <param name="services">Says whether <c>--ssl-certs</c> was given.</param>
    /// <param name="haproxyGroup">Finds the group id that HAProxy runs as, null for our own; asked when the templates are in place.</param>
    /// <param name="output">The container's output, for HAProxy's log.</param>
    public EntryPointPlan Prepare(ServiceOptions services, Func<uint?> haproxyGroup, Stream output)
    {
        SystemControls.Apply(environment, paths, logger);
        IReadOnlyList<string> certificates = CertificateFiles.Prepare(environment, services.SslCertsGiven ? services.SslCerts : null, paths, time);
        int templates = SandboxTemplates.Copy(environment.MesosSandbox, paths);
        if (templates > 0) Log.TemplatesCopied(logger, templates, environment.MesosSandbox!);
        if (environment.Certificate is null && environment.NumberedCertificates.Count > 0) Log.NumberedIgnored(logger);
        SyslogReceiver? log = environment.TakesHaproxyLog ? StartLog(haproxyGroup(), output) : null;
        return new(certificates, paths.ConfigFile, paths.Home, log, log is null ? null : paths.LogSocket);
    }

    private SyslogReceiver StartLog(uint? haproxyGroup, Stream output)
    {
        try
        {
            return SyslogReceiver.Start(paths.LogSocket, haproxyGroup, output, reason => Log.NoGroup(logger, paths.LogSocket, haproxyGroup, reason));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EntryPointException(ExitCode.FileSystem, $"HAPROXY_SYSLOGD: {e.Message}", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5110, LogLevel.Information, "copied {Count} templates from {Sandbox}")]
        public static partial void TemplatesCopied(ILogger logger, int count, string sandbox);

        [LoggerMessage(5111, LogLevel.Warning, "HAPROXY_SSL_CERT0 and the like count only beside HAPROXY_SSL_CERT, which is not set: they are ignored; name the first one HAPROXY_SSL_CERT")]
        public static partial void NumberedIgnored(ILogger logger);

        [LoggerMessage(5112, LogLevel.Warning, "{Socket} can't be given to group {Group} ({Reason}): HAProxy's log may be lost; run as root or as a member of that group")]
        public static partial void NoGroup(ILogger logger, string socket, uint? group, string reason);
    }
}
