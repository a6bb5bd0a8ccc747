using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>What the default templates do with a request whose task closes the connection without a word: it may have been carried out.</summary>
public sealed class RetryTests
{
    [Theory, EachHaproxy]
    public async Task DyingTask_Get_IsAnsweredByAnotherTask(string haproxy)
    {
        await using DyingTask dying = new();
        await using ManagedStack stack = await StartAsync(haproxy, dying, instances: 1);
        for (int i = 0; i < 6; i++) Assert.Equal(200, (await stack.Http.GetAsync("web.test")).Status);
        Assert.True(dying.Requests > 0, "no request has reached the task that dies");
    }

    [Theory, EachHaproxy]
    public async Task DyingTask_Post_IsSentOnceOnly(string haproxy)
    {
        await using DyingTask dying = new();
        await using ManagedStack stack = await StartAsync(haproxy, dying, instances: 0);
        using HttpClient client = new() { DefaultRequestHeaders = { Host = "web.test" } };
        using HttpResponseMessage answer = await client.PostAsync(
            new Uri($"http://127.0.0.1:{stack.Plan.HttpPort}/"), new StringContent("an order"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        Assert.Equal(1, dying.Requests);
    }

    /// <summary>The service's tasks are the one that dies and as many good ones: apps of one service port share nothing, so the dying one is a task of the same app.</summary>
    private static async Task<ManagedStack> StartAsync(string haproxy, DyingTask dying, int instances)
    {
        ManagedStack stack = await ManagedStack.PrepareAsync(haproxy);
        try
        {
            JsonObject app = new AppBuilder("/web").Host(FreePorts.Take()).First("MODE", "http").First("VHOST", "web.test").Build();
            app["tasks"] = new JsonArray(Task("web.dying", dying.Port));
            if (instances > 0)
            {
                // Another app's task, lent to this one.
                await stack.Simulator.AddAsync(new AppBuilder("/good").Label("HAPROXY_GROUP", "none").Host(0).Instances(instances).Build());
                MarathonSimulator.State.SimTask good = stack.Simulator.Tasks("/good")[0];
                JsonObject lent = Task("web.good", good.ServingPorts[0]);
                lent["host"] = good.Host;
                ((JsonArray)app["tasks"]!).Add(lent);
            }

            await stack.Simulator.LoadAsync(app, listen: false);
            stack.Launch();
            await stack.IsReadyAsync();
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    private static JsonObject Task(string id, int port) => new() { ["id"] = id, ["host"] = "127.0.0.1", ["ports"] = new JsonArray(port), ["state"] = "TASK_RUNNING" };

    /// <summary>Reads each request and closes the connection.</summary>
    private sealed class DyingTask : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly Task _serving;
        private int _requests;

        public DyingTask()
        {
            _listener.Start();
            _serving = ServeAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public int Requests => Volatile.Read(ref _requests);

        public async ValueTask DisposeAsync()
        {
            _listener.Stop();
            await _serving;
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using Socket socket = await _listener.AcceptSocketAsync();
                    if (await socket.ReceiveAsync(new byte[16 * 1024]) > 0) Interlocked.Increment(ref _requests);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The end.
            }
        }
    }
}
