using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>
/// An HTTP client that says exactly what a test wants: Host apart from SNI, several hosts on one h2 connection, another source address. It
/// follows no redirect and keeps no cookie. HTTP/1.1 requests each take a connection of their own unless told otherwise.
/// </summary>
internal sealed class HttpCaller : IDisposable
{
    private readonly HttpClient _client;
    private readonly int _port;
    private readonly string? _sni;
    private readonly IPAddress? _source;
    private readonly IPAddress _address;
    private readonly string? _proxyLine;
    private readonly bool _http2;
    private int _connections;

    /// <param name="port">The port to call.</param>
    /// <param name="sni">Server name for TLS (empty: none is sent); null for plain HTTP.</param>
    /// <param name="http2">h2 by ALPN.</param>
    /// <param name="source">The address to call from; null leaves it to the kernel, which looks for a free port faster when it knows the other end.</param>
    /// <param name="address">The address to call.</param>
    /// <param name="proxyLine">Sent first on each connection.</param>
    /// <param name="keepAlive">True to let HTTP/1.1 requests share connections: cheaper where thousands are sent and each is judged by itself.</param>
    public HttpCaller(
        int port, string? sni = null, bool http2 = false, string? source = null, string address = "127.0.0.1", string? proxyLine = null, bool keepAlive = false)
    {
        (_port, _sni, _http2, _proxyLine) = (port, sni, http2, proxyLine);
        (_source, _address) = (source is null ? null : IPAddress.Parse(source), IPAddress.Parse(address));
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(cancellationToken),
            PooledConnectionLifetime = http2 || keepAlive ? Timeout.InfiniteTimeSpan : TimeSpan.Zero,
        };
        _client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Connections opened so far.</summary>
    public int Connections => _connections;

    /// <summary>Subject of the certificate that the last TLS connection got.</summary>
    public string? CertificateSubject { get; private set; }

    /// <summary>TLS version of the last connection.</summary>
    public SslProtocols Protocol { get; private set; }

    public async Task<Answer> GetAsync(string host, string path = "/", params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{_port}{path}")
        {
            Version = _http2 ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Host = host;
        foreach ((string name, string value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using HttpResponseMessage response = await _client.SendAsync(request);
        Dictionary<string, string> received = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, HeaderStringValues values) in response.Headers.NonValidated) received[name] = string.Join('\n', values);
        return new Answer((int)response.StatusCode, received, await response.Content.ReadAsStringAsync());
    }

    public void Dispose() => _client.Dispose();

    /// <summary>The TLS is ours, below what HttpClient takes for plain HTTP: so it can't derive the SNI from Host and open further connections.</summary>
    private async ValueTask<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _connections);
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (_source is not null) socket.Bind(new IPEndPoint(_source, 0));
            await socket.ConnectAsync(_address, _port, cancellationToken);
            if (_proxyLine is not null) await socket.SendAsync(Encoding.ASCII.GetBytes(_proxyLine), cancellationToken);
            NetworkStream plain = new(socket, ownsSocket: true);
            return _sni is null ? plain : await EncryptAsync(plain, _sni, cancellationToken);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<Stream> EncryptAsync(NetworkStream plain, string sni, CancellationToken cancellationToken)
    {
        SslStream stream = new(plain);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = sni,
                ApplicationProtocols = [_http2 ? SslApplicationProtocol.Http2 : SslApplicationProtocol.Http11],
                RemoteCertificateValidationCallback = (_, certificate, _, _) => Remember(certificate),
            },
            cancellationToken);
        Protocol = stream.SslProtocol;
        Assert.True(!_http2 || stream.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2, "HAProxy did not choose h2");
        return stream;
    }

    private bool Remember(X509Certificate? certificate)
    {
        CertificateSubject = certificate?.Subject;
        return certificate is not null;
    }
}
