using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using MarathonLb.Marathon.Credentials;

namespace MarathonLb.Marathon;

/// <summary>
/// Sends requests to one Marathon at a time, over kept connections. Follows redirects itself, because a Marathon that does not lead may point to
/// the one that does, and decides at each step whether the credentials go along: only to the scheme, host and port of a URL that the operator
/// named. Whoever can make a Marathon answer with a redirect would else be sent the password.
/// </summary>
internal sealed class MarathonTransport : IDisposable
{
    private static readonly ProductInfoHeaderValue Agent = new("marathon-lb", productVersion: null);
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    private readonly MarathonClientOptions _options;
    private readonly HttpClient _http;

    /// <exception cref="IOException">The CA file can't be used.</exception>
    public MarathonTransport(MarathonClientOptions options)
    {
        _options = options;
        _http = CreateHttp(options);
    }

    /// <summary>A client with the same TLS settings and time-outs, for services that give out credentials. It follows no redirects.</summary>
    /// <exception cref="IOException">The CA file can't be used.</exception>
    public static HttpClient CreateHttp(MarathonClientOptions options)
    {
        SslClientAuthenticationOptions tls = MarathonTls.Settings(options.CaFile, options.Insecure);
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = options.ConnectTimeout,

            // Names such as master.mesos follow the leader: a connection must not outlive the name's answer by much.
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            SslOptions = tls,
            UseCookies = false,
            UseProxy = options.UseProxy,
        };
        HttpClient http = new(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.UserAgent.Add(Agent);
        return http;
    }

    /// <summary>Sends a request and returns when the answer has begun.</summary>
    /// <param name="host">The Marathon.</param>
    /// <param name="method">GET, POST, PUT or DELETE.</param>
    /// <param name="resource">Path and query, without a slash in front.</param>
    /// <param name="body">JSON to send, or null.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>An answer whose status is a success; the caller disposes it.</returns>
    /// <exception cref="MarathonStatusException">The status is no success.</exception>
    /// <exception cref="TimeoutException">There was no connection or no answer in time.</exception>
    public Task<HttpResponseMessage> SendAsync(
        MarathonAddress host,
        HttpMethod method,
        string resource,
        ReadOnlyMemory<byte>? body,
        CancellationToken cancellation) =>
        SendAsync(host, method, resource, body, Json, cancellation);

    /// <summary>As above, for an answer of another kind.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        MarathonAddress host,
        HttpMethod method,
        string resource,
        ReadOnlyMemory<byte>? body,
        MediaTypeWithQualityHeaderValue accept,
        CancellationToken cancellation)
    {
        Uri url = host.Resource(resource);
        for (int redirects = 0; ; redirects++)
        {
            IMarathonCredentials? credentials = CredentialsFor(url);
            using HttpRequestMessage request = new(method, url);
            request.Headers.Accept.Add(accept);
            if (body is { } json) request.Content = new ReadOnlyMemoryContent(json) { Headers = { ContentType = new("application/json") } };
            if (credentials is not null) await credentials.ApplyAsync(request, cancellation);
            HttpResponseMessage answer = await SendOnceAsync(request, cancellation);
            if (answer.IsSuccessStatusCode) return answer;
            using (answer)
            {
                if (answer.StatusCode == HttpStatusCode.Unauthorized) credentials?.Refused();
                url = RedirectTarget(answer, url) ?? throw await StatusProblem.OfAsync(answer, url, Sent(credentials, host, url), cancellation);
            }

            if (redirects >= _options.MostRedirects) throw new MarathonAnswerException($"it redirects in circles (followed {redirects}, the next to {url})");
            if (answer.StatusCode == HttpStatusCode.SeeOther) (method, body) = (HttpMethod.Get, null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.ReadTimeout);
        try
        {
            HttpResponseMessage answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            _options.Counts.Count(request.RequestUri!, ((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture));
            return answer;
        }
        catch (HttpRequestException)
        {
            _options.Counts.Count(request.RequestUri!, "failed");
            throw;
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            _options.Counts.Count(request.RequestUri!, "failed");
            string reason = limit.IsCancellationRequested
                ? $"no answer within {FailureReason.Seconds(_options.ReadTimeout)}"
                : $"timed out after {FailureReason.Seconds(_options.ConnectTimeout)} connecting";
            throw new TimeoutException(reason, late);
        }
    }

    private IMarathonCredentials? CredentialsFor(Uri url)
    {
        MarathonAddress? named = _options.Hosts.FirstOrDefault(host => host.HasOriginOf(url));
        return named is null ? null : _options.Credentials ?? named.Credentials;
    }

    private CredentialUse Sent(IMarathonCredentials? credentials, MarathonAddress host, Uri url)
    {
        if (credentials is not null) return CredentialUse.Sent;
        return (_options.Credentials ?? host.Credentials) is not null && CredentialsFor(url) is null ? CredentialUse.Withheld : CredentialUse.None;
    }

    /// <summary>Where the answer points; null if it is no redirect.</summary>
    private static Uri? RedirectTarget(HttpResponseMessage answer, Uri from)
    {
        bool redirects = answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
        if (!redirects || answer.Headers.Location is not { } location) return null;
        Uri target = new(from, location);
        bool weaker = from.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp;
        if (weaker || target.Scheme is not ("http" or "https"))
        {
            throw new MarathonAnswerException($"it redirects from {from.Scheme} to {Excerpt.Of(target.AbsoluteUri)}: not followed");
        }

        return target;
    }
}
