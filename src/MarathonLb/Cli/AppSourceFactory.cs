using System.Globalization;
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
    /// <param name="again">True if it will be asked for all apps again and again.</param>
    /// <exception cref="CredentialException">The credentials can't be used; the message is for the user.</exception>
    /// <exception cref="FormatException">An address is malformed.</exception>
    /// <exception cref="IOException">The CA file can't be used.</exception>
    public IAppSource Open(bool again = false) =>
        AppSources.Open(Urls(), hosts => Client(hosts) with { AsksAgain = again }, loggers.CreateLogger<MarathonClient>(), again);

    /// <summary>What was asked of Marathon.</summary>
    public RequestCounts Counts { get; } = new();

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

    /// <summary>The settings for a client of one's own.</summary>
    /// <exception cref="CredentialException">The credentials can't be used; the message is for the user.</exception>
    /// <exception cref="FormatException">An address is malformed.</exception>
    public MarathonClientOptions ClientOptions() => Client(AppSources.AddressesOf(Urls()));

    /// <inheritdoc/>
    public void Dispose() => _loginHttp?.Dispose();

    private string[] Urls() =>
        [.. options.Addresses.Select(static address => address.FilePath is string file ? "file:" + file : address.Url!.OriginalString)];

    private MarathonClientOptions Client(IReadOnlyList<Marathon.MarathonAddress> hosts)
    {
        MarathonClientOptions settings = new() { Hosts = hosts, CaFile = options.CaCertFile, Insecure = options.Insecure, Counts = Counts };
        return settings with { Credentials = _credentials ??= Credentials(settings) };
    }

    private IMarathonCredentials? Credentials(MarathonClientOptions settings)
    {
        if (options.DcosCredentials is Secret account)
        {
            return new DcosCredentials(DcosAccount.Parse(account.Value), LoginHttp(settings), clock, LoginTimeout);
        }

        // Vault's certificate is always verified, by the system's authorities: what is said about Marathon's does not hold for Vault.
        return options.Credentials switch
        {
            CredentialSource.Known known => new BasicCredentials(known.User, known.Password.Value),
            CredentialSource.Vault vault => new VaultCredentials(
                vault.Host,
                vault.Port.ToString(CultureInfo.InvariantCulture),
                vault.Path,
                vault.Token.Value,
                LoginHttp(settings with { CaFile = null, Insecure = false }),
                LoginTimeout),
            _ => null,
        };
    }

    /// <summary>Follows no redirects: a token in a header of its own would go along to wherever they lead.</summary>
    private HttpClient LoginHttp(MarathonClientOptions settings) => _loginHttp ??= MarathonTransport.CreateHttp(settings);
}
