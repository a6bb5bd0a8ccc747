using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using MarathonSimulator.Generators;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>The one app whose tasks really listen: whoever gets an answer of its has gone all the way through HAProxy.</summary>
internal static class ProbeApp
{
    /// <summary>Its id.</summary>
    public const string Id = "/probe";

    /// <summary>Its vhost.</summary>
    public const string Host = "probe.test";

    /// <summary>Its service port: below all those of the simulated cluster.</summary>
    public const int Port = 9999;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Its definition.</summary>
    public static JsonObject Build() => new AppBuilder(Id).Instances(1).Host(Port).First("VHOST", Host).Build();

    /// <summary>Asks every 5 ms until it answers 200.</summary>
    /// <param name="run">Through whose HAProxy.</param>
    /// <param name="limit">How long.</param>
    /// <returns>When it did, as a Stopwatch timestamp.</returns>
    public static async Task<long> AnswersAsync(LoadBalancerProcess run, TimeSpan limit)
    {
        using HttpClient client = new(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(1) });
        client.DefaultRequestHeaders.Host = Host;
        Uri url = new($"http://{LoadBalancerProcess.Address}:{run.HttpPort}/");
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < limit)
        {
            try
            {
                using HttpResponseMessage answer = await client.GetAsync(url);
                if (answer.StatusCode == HttpStatusCode.OK) return Stopwatch.GetTimestamp();
            }
            catch (HttpRequestException)
            {
                // Nobody listens yet.
            }

            await Task.Delay(Interval);
        }

        throw new TimeoutException($"{Host} does not answer; marathon-lb says:\n{run.Log.Tail}");
    }
}
