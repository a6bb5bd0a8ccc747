using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using MarathonLb.Marathon;

namespace MarathonLb.Zdd.Balancers;

/// <summary>
/// Asks load balancers over HTTP. A name may have several addresses: each is a load balancer, and all are asked. Names are looked up at each look,
/// because a load balancer that is replaced comes back under another address.
/// </summary>
/// <param name="urls">Their statistics ports.</param>
/// <param name="lookUp">Asks the name service.</param>
internal sealed class LoadBalancers(IReadOnlyList<Uri> urls, Func<string, CancellationToken, Task<IPAddress[]>> lookUp) : ILoadBalancers, IDisposable
{
    /// <summary>For one answer. HAProxy writes even large statistics within a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Statistics of 100,000 servers are about 60 MB.</summary>
    private const long LongestAnswer = 256 << 20;

    private readonly ConcurrentDictionary<IPEndPoint, HttpClient> _clients = new();

    /// <inheritdoc/>
    public async Task<LoadBalancerLook> LookAsync(IReadOnlyCollection<string> backends, CancellationToken cancellation)
    {
        List<string> failures = [];
        Dictionary<IPEndPoint, Uri> endpoints = [];
        foreach (Uri url in urls)
        {
            foreach (IPAddress address in await AddressesOfAsync(url, failures, cancellation)) endpoints.TryAdd(new IPEndPoint(address, url.Port), url);
        }

        object[] answers = await Task.WhenAll(endpoints.Select(endpoint => AskAsync(endpoint.Value, endpoint.Key, backends, cancellation)));
        return new LoadBalancerLook([.. answers.OfType<LoadBalancerView>()], [.. failures, .. answers.OfType<string>()]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (HttpClient client in _clients.Values) client.Dispose();
    }

    /// <summary>The IPv4 addresses, as the original asks; the others only where there is none, so that nobody is asked twice.</summary>
    private async Task<IPAddress[]> AddressesOfAsync(Uri url, List<string> failures, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out IPAddress? literal)) return [literal];
        try
        {
            IPAddress[] all = await lookUp(url.DnsSafeHost, cancellation).WaitAsync(Patience, cancellation);
            IPAddress[] four = [.. all.Where(static address => address.AddressFamily == AddressFamily.InterNetwork).Distinct()];
            if (all.Length > 0) return four.Length > 0 ? four : all;
            failures.Add($"{url.DnsSafeHost}: this name has no address");
        }
        catch (Exception e) when (e is SocketException or ArgumentException or TimeoutException)
        {
            failures.Add($"{url.DnsSafeHost}: the name can't be looked up ({e.Message})");
        }

        return [];
    }

    /// <summary>A view, or a line that says why there is none.</summary>
    private async Task<object> AskAsync(Uri url, IPEndPoint endpoint, IReadOnlyCollection<string> backends, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            HttpClient client = _clients.GetOrAdd(endpoint, static (at, url) => ClientOf(url, at), url);
            string root = url.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped) + url.AbsolutePath.TrimEnd('/');
            string pids = await GetAsync(client, $"{root}/_haproxy_getpids", limit.Token);
            string statistics = await GetAsync(client, $"{root}/haproxy?stats;csv", limit.Token);
            int processes = pids.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            return new LoadBalancerView(endpoint.ToString(), processes, StatisticsReader.Read(statistics, backends));
        }
        catch (Exception e) when (FailureReason.IsExpected(e))
        {
            return $"{endpoint}: {FailureReason.Of(e)}";
        }
        catch (FormatException e)
        {
            return $"{endpoint}: {e.Message}";
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return $"{endpoint}: no answer within {FailureReason.Seconds(Patience)}";
        }
    }

    private static async Task<string> GetAsync(HttpClient client, string url, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await client.GetAsync(url, cancellation);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsStringAsync(cancellation)
            : throw new IOException($"HTTP {(int)answer.StatusCode} for {new Uri(url).PathAndQuery}");
    }

    /// <summary>Connects to the one address, and keeps the name for Host and TLS.</summary>
    private static HttpClient ClientOf(Uri url, IPEndPoint endpoint)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectCallback = async (_, cancellation) =>
            {
                Socket socket = new(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(endpoint, cancellation);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        HttpClient client = new(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };
        client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("marathon-lb", productVersion: null));
        if (url.UserInfo.Length > 0)
        {
            string pair = Uri.UnescapeDataString(url.UserInfo);
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        return client;
    }
}
