using System.Net;
using System.Text.Json.Nodes;
using MarathonSimulator.Api;
using MarathonSimulator.Control;
using MarathonSimulator.Deployments;
using MarathonSimulator.Events;
using MarathonSimulator.State;
using MarathonSimulator.TaskServing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace MarathonSimulator;

/// <summary>
/// A Marathon that runs in this process: its API, its deployments and events, and tasks that really answer on 127.0.0.0/8.
/// What tests do to it is in the other parts of this class.
/// </summary>
public sealed partial class Simulator : IAsyncDisposable
{
    private readonly SimulatorOptions _options;
    private readonly Cluster _cluster = new();
    private readonly EventBus _bus;
    private readonly TaskServers _servers = new();
    private readonly TaskLife _tasks;
    private readonly DeploymentEngine _engine;
    private readonly AppOperations _operations;
    private readonly RequestLog _log = new();
    private readonly FaultRules _faults = new();
    private readonly LeaderState _leader = new();
    private readonly Authentication _authentication;
    private readonly ApiServer _api;
    private HttpHost? _host;
    private int _port;

    public Simulator(SimulatorOptions? options = null)
    {
        _options = options ?? new SimulatorOptions();
        _bus = new EventBus(_options.HeartbeatInterval);
        var events = new MarathonEvents(_bus);
        _tasks = new TaskLife(_cluster, events, _servers, new TaskAddresses(_options.TaskNetwork, _options.Agents), _options);
        _engine = new DeploymentEngine(_cluster, _tasks, events, _options.Delays);
        _operations = new AppOperations(_cluster, _engine, _tasks, events, _options);
        _authentication = new Authentication(_options);
        var (routes, control) = (new Router(), new Router());
        new AppRoutes(_cluster, _operations).Register(routes);
        new TaskRoutes(_cluster, _operations).Register(routes);
        new DeploymentRoutes(_engine, _operations).Register(routes);
        new InfoRoutes(_leader, _options).Register(routes);
        new LoginRoute(_authentication, _options).Register(routes);
        var stream = new EventStream(_bus, events, _options.Heartbeat);
        routes.Add("GET", "/v2/events", (context, _) => stream.ServeAsync(context));
        new ControlRoutes(this).Register(control);
        _api = new ApiServer(routes, control, _log, _authentication, _leader, _faults);
        _port = _options.Port;
    }

    /// <summary>Base address of the API, known once started.</summary>
    public Uri BaseUri => _leader.Self;

    /// <summary>Makes a simulator and starts it.</summary>
    public static async Task<Simulator> RunAsync(SimulatorOptions? options = null)
    {
        var simulator = new Simulator(options);
        await simulator.StartAsync();
        return simulator;
    }

    /// <summary>Starts tasks' servers and the API.</summary>
    public async Task StartAsync()
    {
        await _servers.StartAsync();
        await StartListeningAsync();
    }

    /// <summary>The API listens again after <see cref="StopListeningAsync"/>, on the same port.</summary>
    public async Task StartListeningAsync()
    {
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var host = new HttpHost(_api.HandleAsync, transport, https: _options.Certificate is not null);
        await host.StartAsync(options => options.Listen(IPAddress.Parse(_options.Address), _port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (_options.Certificate is { } certificate)
                listen.UseHttps(certificate);
        }));
        _host = host;
        _port = host.Port;
        _leader.Self = new UriBuilder(_options.Certificate is null ? "http" : "https", _options.Address, _port).Uri;
    }

    /// <summary>The API goes away: streams end, connections are refused. Apps and tasks live on.</summary>
    public async Task StopListeningAsync()
    {
        if (_host is not { } host)
            return;
        _host = null;
        _bus.CutAll();
        await host.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _faults.Clear();
        foreach (var deployment in _engine.Running())
            _engine.Cancel(deployment);
        await StopListeningAsync();
        await _servers.DisposeAsync();
        _bus.Dispose();
    }
}
