using MarathonLb.Marathon;
using MarathonLb.Marathon.Events;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Marathon.Events;

public sealed class EventStreamTests
{
    private const string Running =
        "event: status_update_event\r\ndata: {\"eventType\":\"status_update_event\",\"appId\":\"/a\",\"taskId\":\"t\",\"taskStatus\":\"TASK_RUNNING\"}\r\n\r\n";

    private static readonly MarathonEvent RunningEvent = new("status_update_event", "/a", "t", "TASK_RUNNING");

    [Fact]
    public async Task Run_AnyMarathon_AsksAsTheContractSays()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url + "/service/marathon/");

        Assert.Equal(marathon.Url + "/service/marathon", (await recorder.NextAsync<EventRecorder.Opened>()).Host);

        TestMarathon.Question question = Assert.Single(marathon.Questions);
        Assert.Equal(("GET", "marathon-lb", "text/event-stream", "gzip", null), (question.Method, question.Agent, question.Accept, question.Encoding, question.Authorization));
        Assert.Equal(
            "/service/marathon/v2/events?plan-format=light&event_type=api_post_event&event_type=status_update_event&event_type=health_status_changed_event"
            + "&event_type=instance_health_changed_event&event_type=app_terminated_event&event_type=deployment_success&event_type=deployment_failed",
            question.Target);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_EventsOneByOne_AreToldAtOnce(bool compressed)
    {
        EventServer events = new() { Compressed = compressed };
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url);
        await recorder.NextAsync<EventRecorder.Opened>();

        for (int i = 0; i < 3; i++)
        {
            events.Send("\r\n");
            events.Send(Running);
            Assert.Equal(RunningEvent, (await recorder.NextAsync<EventRecorder.Told>()).Event);
        }
    }

    [Fact]
    public async Task Run_DocumentsSeparatedByLineBreaks_AreToldEach()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url);
        await recorder.NextAsync<EventRecorder.Opened>();

        events.Send("event: status_update_event\r\ndata: {\"eventType\":\"x\",\"appId\":\"/1\"}\r\ndata: {\"eventType\":\"y\",\"appId\":\"/2\"}\r\n\r\n");

        Assert.Equal(new MarathonEvent("x", "/1", null, null), (await recorder.NextAsync<EventRecorder.Told>()).Event);
        Assert.Equal(new MarathonEvent("y", "/2", null, null), (await recorder.NextAsync<EventRecorder.Told>()).Event);
    }

    [Fact]
    public async Task Run_MarathonThatDoesNotFilter_TellsOnlyWhatMatters()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url);
        await recorder.NextAsync<EventRecorder.Opened>();

        events.Send("event: event_stream_attached\ndata: {\"eventType\":\"event_stream_attached\"}\n\nevent: new_event\ndata: {\"what\":1}\n\n" + Running);

        Assert.Equal(new MarathonEvent("new_event", null, null, null), (await recorder.NextAsync<EventRecorder.Told>()).Event);
        Assert.Equal(RunningEvent, (await recorder.NextAsync<EventRecorder.Told>()).Event);
        IReadOnlyDictionary<string, long> received = recorder.Stream.Received;
        Assert.Equal((2, 1, 0), (received["other"], received["status_update_event"], received["api_post_event"]));
    }

    [Fact]
    public async Task Run_EventTooLarge_IsToldWithoutItsAppAndCounted()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(marathon.Url), new EventStreamOptions { EventLimit = 1024 });
        await recorder.NextAsync<EventRecorder.Opened>();

        events.Send($"event: api_post_event\ndata: {new string('x', 5000)}\n\n{Running}");

        Assert.Equal(new MarathonEvent("api_post_event", null, null, null), (await recorder.NextAsync<EventRecorder.Told>()).Event);
        Assert.Equal(RunningEvent, (await recorder.NextAsync<EventRecorder.Told>()).Event);
        Assert.Equal(1, recorder.Stream.TooLarge);
    }

    [Theory]
    [InlineData(true, "Marathon ended the stream")]
    [InlineData(false, "the connection broke off")]
    public async Task Run_StreamEnds_IsOpenedAgain(bool properly, string reason)
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url);
        await recorder.NextAsync<EventRecorder.Opened>();
        events.Send(Running + "data: half an ev");
        await recorder.NextAsync<EventRecorder.Told>();

        if (properly) events.End();
        else events.Cut();

        Assert.Contains(reason, (await recorder.NextAsync<EventRecorder.Closed>()).Reason, StringComparison.Ordinal);
        await recorder.NextAsync<EventRecorder.Opened>();
        Assert.InRange(recorder.Stream.Reconnects, 1, long.MaxValue);
    }

    [Fact]
    public async Task Run_Cancelled_ReturnsAndLeavesMarathon()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url);
        await recorder.NextAsync<EventRecorder.Opened>();
        Assert.Equal((1, marathon.Url), (events.OpenStreams, recorder.Stream.Host));

        await recorder.StopAsync();

        Assert.True(recorder.Running.IsCompletedSuccessfully);
        Assert.False(recorder.HasHeard);
        Assert.Null(recorder.Stream.Host);
        Assert.True(SpinWait.SpinUntil(() => events.OpenStreams == 0, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(401, "", "it wants credentials")]
    [InlineData(403, "", "do not allow this")]
    [InlineData(404, "", "there is no /v2/events there")]
    [InlineData(503, "text/plain", "HTTP 503: says why")]
    [InlineData(200, "text/html", "HTTP 200 with text/html instead of text/event-stream")]
    [InlineData(200, "", "something without a type")]
    [InlineData(204, "text/event-stream", "HTTP 204")]
    public async Task Run_NoStream_SaysWhy(int status, string type, string reason)
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            if (type.Length > 0) context.Response.ContentType = type;
            return status == 204 ? Task.CompletedTask : context.Response.WriteAsync("says why");
        });
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(marathon.Url), new EventStreamOptions { FirstWait = TimeSpan.FromHours(1) }, jitter: 0.5);

        EventRecorder.Closed closed = await recorder.NextAsync<EventRecorder.Closed>();

        Assert.StartsWith(marathon.Url + ": ", closed.Reason, StringComparison.Ordinal);
        Assert.Contains(reason, closed.Reason, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(2.5), closed.Pause);
        Assert.Single(marathon.Questions);
    }

    [Fact]
    public async Task Run_NobodyThere_NamesEveryHost()
    {
        string first = Clients.NobodyThere(), second = Clients.NobodyThere();
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(first, second), new EventStreamOptions { FirstWait = TimeSpan.FromHours(1) }, jitter: 0.5);

        Assert.Equal($"{first}: connection refused; {second}: connection refused", (await recorder.NextAsync<EventRecorder.Closed>()).Reason);
    }
}
