using System.Collections.Concurrent;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Events;
using MarathonSimulator;
using MarathonSimulator.Control;
using MarathonSimulator.Generators;
using Microsoft.Extensions.Logging.Abstractions;

namespace MarathonLb.EndToEnd.Events;

/// <summary>The event stream against a Marathon that deploys, moves its leader and misbehaves.</summary>
public sealed class EventStreamTests
{
    [Theory]
    [InlineData(MarathonForm.V18, HeartbeatForm.EmptyData)]
    [InlineData(MarathonForm.V18, HeartbeatForm.Comment)]
    [InlineData(MarathonForm.V011, HeartbeatForm.BareLine)]
    public async Task Follow_AppDeployedAndScaled_EveryEventNamesIt(MarathonForm form, HeartbeatForm heartbeat)
    {
        await using Simulator simulator = await Simulator.RunAsync(
            new SimulatorOptions { Form = form, Heartbeat = heartbeat, HeartbeatInterval = TimeSpan.FromMilliseconds(20) });
        await using Follower follower = new(new EventStreamOptions(), simulator.BaseUri);
        await Eventually.IsTrueAsync(() => follower.Connections.Count == 1, "the stream");

        await simulator.AddAsync(Web());
        await simulator.ScaleAsync("/group/web", 3);

        await Eventually.IsTrueAsync(() => follower.Events.Count(told => told.Type == "deployment_success") == 2, "the ends of both deployments");
        Assert.All(follower.Events, told => Assert.Equal("/group/web", told.AppId));
        Assert.Equal(3, follower.Events.Count(told => told.TaskStatus == "TASK_RUNNING" && told.TaskId is not null));
        Assert.Contains(follower.Events, told => told.Type == "api_post_event");
        Assert.Contains(follower.Events, told => told.Type == "health_status_changed_event");
        Assert.Empty(follower.Losses);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Follow_StreamCut_IsOpenedAgain(bool properly)
    {
        await using Simulator simulator = await Simulator.RunAsync();
        await using Follower follower = new(new EventStreamOptions { FirstWait = TimeSpan.FromMilliseconds(50) }, simulator.BaseUri);
        await Eventually.IsTrueAsync(() => follower.Connections.Count == 1, "the stream");

        simulator.CutStreams(properly);

        await Eventually.IsTrueAsync(() => follower.Connections.Count == 2, "the next stream");
        await simulator.AddAsync(Web());
        await Eventually.IsTrueAsync(() => follower.Events.Any(told => told.TaskStatus == "TASK_RUNNING"), "events from the next stream");
    }

    [Fact]
    public async Task Follow_LeaderMoves_FollowsTheNewOne()
    {
        await using Simulator first = await Simulator.RunAsync();
        await using Simulator second = await Simulator.RunAsync();
        await using Follower follower = new(new EventStreamOptions { FirstWait = TimeSpan.FromMilliseconds(50) }, first.BaseUri);
        await Eventually.IsTrueAsync(() => follower.Connections.Count == 1, "the first leader's stream");

        first.FollowLeader(second.BaseUri);
        first.CutStreams();
        await Eventually.IsTrueAsync(() => follower.Connections.Count == 2, "the second leader's stream");
        Assert.Equal(second.BaseUri.ToString().TrimEnd('/'), follower.Connections.Last());
        first.FollowLeader(null);
        second.CutStreams();

        await Eventually.IsTrueAsync(() => follower.Connections.Count == 3, "the first leader's stream again");
        Assert.Equal(first.BaseUri.ToString().TrimEnd('/'), follower.Connections.Last());
    }

    [Fact]
    public async Task Follow_DeadConnection_IsNoticedAndLeft()
    {
        await using Simulator simulator = await Simulator.RunAsync(new SimulatorOptions { HeartbeatInterval = TimeSpan.FromMilliseconds(50) });
        await using Follower follower = new(new EventStreamOptions { SilenceTimeout = TimeSpan.FromSeconds(2) }, simulator.BaseUri);
        await Eventually.IsTrueAsync(() => follower.Connections.Count == 1, "the stream");

        simulator.EventFaults.NoHeartbeats = true;
        await Eventually.IsTrueAsync(() => !follower.Losses.IsEmpty, "that silence is noticed");
        simulator.EventFaults.NoHeartbeats = false;

        Assert.Contains("silent for 2 s", follower.Losses.First(), StringComparison.Ordinal);
        await Eventually.IsTrueAsync(() => follower.Connections.Count >= 2 && simulator.StreamCount == 1, "one stream, a new one");
    }

    [Fact]
    public async Task Follow_SeveralEventsInOneMessage_AreAllTold()
    {
        await using Simulator simulator = await Simulator.RunAsync();
        await using Follower follower = new(new EventStreamOptions(), simulator.BaseUri);
        await Eventually.IsTrueAsync(() => follower.Connections.Count == 1, "the stream");

        simulator.EventFaults.JoinNext(3);
        for (int i = 0; i < 3; i++)
        {
            simulator.Publish("app_terminated_event", new() { ["appId"] = $"/a{i}" });
        }

        await Eventually.IsTrueAsync(() => follower.Events.Count == 3, "three events");
        Assert.Equal(["/a0", "/a1", "/a2"], follower.Events.Select(told => told.AppId));
    }

    [Fact]
    public async Task Follow_PageInsteadOfAStream_GoesOnWhenItIsBack()
    {
        await using Simulator simulator = await Simulator.RunAsync();
        simulator.Misbehave(new FaultRule(FaultKind.Html) { Target = FaultTarget.Events, Count = 2 });
        await using Follower follower = new(new EventStreamOptions { FirstWait = TimeSpan.FromMilliseconds(20) }, simulator.BaseUri);

        await Eventually.IsTrueAsync(() => follower.Connections.Count == 1, "the stream");

        Assert.Equal(2, follower.Losses.Count);
        Assert.All(follower.Losses, reason => Assert.Contains("instead of text/event-stream", reason, StringComparison.Ordinal));
    }

    private static System.Text.Json.Nodes.JsonObject Web() =>
        new AppBuilder("/group/web").Host(10001).First("VHOST", "web.test").Check().Build();

    /// <summary>Keeps what a stream tells.</summary>
    private sealed class Follower : IEventListener, IAsyncDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly EventStream _stream;
        private readonly Task _running;

        public Follower(EventStreamOptions options, Uri marathon)
        {
            MarathonClientOptions client = new() { Hosts = AppSources.AddressesOf([marathon.ToString()]), UseProxy = false };
            _stream = new EventStream(client, options, TimeProvider.System, NullLogger<EventStream>.Instance);
            _running = _stream.RunAsync(this, _end.Token);
        }

        public ConcurrentQueue<string> Connections { get; } = new();

        public ConcurrentQueue<MarathonEvent> Events { get; } = new();

        public ConcurrentQueue<string> Losses { get; } = new();

        public void Connected(string host) => Connections.Enqueue(host);

        public void Received(MarathonEvent marathonEvent) => Events.Enqueue(marathonEvent);

        public void Lost(string reason, TimeSpan pause) => Losses.Enqueue(reason);

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _running;
            _stream.Dispose();
            _end.Dispose();
        }
    }
}
