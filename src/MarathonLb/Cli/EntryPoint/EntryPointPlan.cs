namespace MarathonLb.Cli.EntryPoint;

/// <summary>The prepared container: what the daemon needs to know of it. Disposing it ends the receiver of HAProxy's log.</summary>
/// <param name="SslCerts">The files of <c>{sslCerts}</c>, in order.</param>
/// <param name="ConfigFile">The configuration unless <c>--haproxy-config</c> says otherwise.</param>
/// <param name="WorkingDirectory">Where <c>templates/</c> is.</param>
/// <param name="HaproxyLog">Takes HAProxy's log, or null if HAProxy logs elsewhere.</param>
/// <param name="LogSocket">The socket of <paramref name="HaproxyLog"/>, or null.</param>
internal sealed record EntryPointPlan(
    IReadOnlyList<string> SslCerts,
    string ConfigFile,
    string WorkingDirectory,
    SyslogReceiver? HaproxyLog,
    string? LogSocket) : IAsyncDisposable
{
    /// <summary>What HAProxy's environment gets besides ours; the default head reads it.</summary>
    public IReadOnlyList<(string Name, string Value)> HaproxyVariables => LogSocket is null ? [] : [("MLB_LOG", LogSocket)];

    /// <summary>The options with the certificates that were prepared.</summary>
    public DirectOptions ApplyTo(DirectOptions options) => options with { Services = options.Services with { SslCerts = SslCerts } };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => HaproxyLog?.DisposeAsync() ?? ValueTask.CompletedTask;
}
