using MarathonLb.Marathon;
using MarathonLb.Marathon.Credentials;
using MarathonLb.Marathon.Events;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli;

/// <summary>Opens what <c>--marathon</c> names, with the credentials that were given.</summary>
/// <param name="options">Where the apps come from.</param>
/// <param name="loggers">Makes the client's log.</param>
/// <param name="clock">Tells when a login is old.</param>
internal sealed class AppSourceFactory(MarathonOptions options, ILoggerFactory loggers, TimeProvider clock) : IDisposable
{
    /// <summary>For a login at DC/OS or a look into Vault.</summary>
    private static readonly TimeSpan LoginTimeout = TimeSpan.FromSeconds(10);

    private HttpClient? _loginHttp;
    private IMarathonCredentials? _credentials;

    /// <summary>The source of apps.</summary>
    /// <exception cref="CredentialException">The credentials can't be used; the message is for the user.</exception>
    /// <exception cref="FormatException">An address is malformed.</exception>
    /// <exception cref="IOException">The CA file can't be used.</exception>
    public IAppSource Open() => AppSources.Open(Urls(), Client, loggers.CreateLogger<MarathonClient>());

    /// <summary>The stream of events; null for a file, which has none. Shares a login with the source of apps.</summary>
    /// <exception cref="CredentialException">The credentials can't be used; the message is for the user.</exception>
    /// <exception cref="FormatException">An address is malformed.</exception>
    /// <exception cref="IOException">The CA file can't be used.</exception>
    public EventStream? OpenEvents() => options.Addresses.Any(static address => address.FilePath is not null)
        ? null
        : new EventStream(
            Client(AppSources.AddressesOf(Urls())),
            new EventStreamOptions { SilenceTimeout = options.SseTimeout, LongestWait = options.MaxBackoff },
            clock,
            loggers.CreateLogger<EventStream>());

    /// <inheritdoc/>
    public void Dispose() => _loginHttp?.Dispose();

    private string[] Urls() =>
        [.. options.Addresses.Select(static address => address.FilePath is string file ? "file:" + file : address.Url!.OriginalString)];

    private MarathonClientOptions Client(IReadOnlyList<Marathon.MarathonAddress> hosts) =>
        new() { Hosts = hosts, Credentials = _credentials ??= Credentials(), CaFile = options.CaCertFile, Insecure = options.Insecure };

    private IMarathonCredentials? Credentials()
    {
        if (options.DcosCredentials is Secret account)
        {
            return new DcosCredentials(DcosAccount.Parse(account.Value), LoginHttp(), clock, LoginTimeout);
        }

        return options.Credentials switch
        {
            CredentialSource.Known known => new BasicCredentials(known.User, known.Password.Value),
            CredentialSource.Vault vault => new VaultCredentials(
                vault.Host, vault.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), vault.Path, vault.Token.Value, LoginHttp(), LoginTimeout),
            _ => null,
        };
    }

    private HttpClient LoginHttp() => _loginHttp ??= new HttpClient();
}
