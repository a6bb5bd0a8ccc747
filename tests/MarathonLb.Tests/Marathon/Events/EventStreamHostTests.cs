using MarathonLb.Marathon.Credentials;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Marathon.Events;

/// <summary>Which host is asked, and which one is shown the credentials.</summary>
public sealed class EventStreamHostTests
{
    private static readonly BasicCredentials Credentials = new("user", "secret");

    [Fact]
    public async Task Run_FirstHostDown_FollowsTheSecond()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(Clients.NobodyThere(), marathon.Url);

        Assert.Equal(marathon.Url, (await recorder.NextAsync<EventRecorder.Opened>()).Host);
        Assert.Equal(0, recorder.Stream.Reconnects);
    }

    [Fact]
    public async Task Run_StreamsEnd_TakesTheHostsInTurn()
    {
        EventServer events = new();
        events.End();
        await using TestMarathon first = await TestMarathon.StartAsync(events.AnswerAsync);
        await using TestMarathon second = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(first.Url, second.Url);

        foreach (TestMarathon marathon in new[] { first, second, first, second })
        {
            Assert.Equal(marathon.Url, (await recorder.NextAsync<EventRecorder.Opened>()).Host);
            await recorder.NextAsync<EventRecorder.Closed>();
        }
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Run_Redirected_FollowsTheLeader(int status)
    {
        EventServer events = new();
        await using TestMarathon leader = await TestMarathon.StartAsync(events.AnswerAsync);
        await using TestMarathon other = await TestMarathon.StartAsync(context => RedirectAsync(context, leader, status));
        await using EventRecorder recorder = EventRecorder.Follow(other.Url);

        Assert.Equal(leader.Url, (await recorder.NextAsync<EventRecorder.Opened>()).Host);
        TestMarathon.Question question = Assert.Single(leader.Questions);
        Assert.Equal((other.Questions.Single().Target, "text/event-stream"), (question.Target, question.Accept));
    }

    [Fact]
    public async Task Run_LeaderChanges_AsksTheNamedHostAgain()
    {
        EventServer oldEvents = new(), newEvents = new();
        await using TestMarathon oldLeader = await TestMarathon.StartAsync(oldEvents.AnswerAsync);
        await using TestMarathon newLeader = await TestMarathon.StartAsync(newEvents.AnswerAsync);
        TestMarathon leader = oldLeader;
        await using TestMarathon named = await TestMarathon.StartAsync(context => RedirectAsync(context, Volatile.Read(ref leader), 302));
        await using EventRecorder recorder = EventRecorder.Follow(named.Url);
        Assert.Equal(oldLeader.Url, (await recorder.NextAsync<EventRecorder.Opened>()).Host);

        Volatile.Write(ref leader, newLeader);
        oldEvents.Cut();

        await recorder.NextAsync<EventRecorder.Closed>();
        Assert.Equal(newLeader.Url, (await recorder.NextAsync<EventRecorder.Opened>()).Host);
        Assert.Single(oldLeader.Questions);
    }

    [Fact]
    public async Task Run_RedirectsInCircles_GivesUp()
    {
        await using TestMarathon marathon = await TestMarathon.StartAsync(context =>
        {
            context.Response.Redirect(context.Request.Path);
            return Task.CompletedTask;
        });
        await using EventRecorder recorder = EventRecorder.Follow(marathon.Url);

        Assert.Contains("it redirects in circles", (await recorder.NextAsync<EventRecorder.Closed>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Credentials_GoToNamedHostsOnly()
    {
        EventServer events = new();
        await using TestMarathon stranger = await TestMarathon.StartAsync(context =>
        {
            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        await using TestMarathon named = await TestMarathon.StartAsync(context => RedirectAsync(context, stranger, 302));
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(named.Url) with { Credentials = Credentials });

        string reason = (await recorder.NextAsync<EventRecorder.Closed>()).Reason;

        Assert.Contains("credentials are sent only to hosts named with --marathon", reason, StringComparison.Ordinal);
        Assert.Equal("Basic dXNlcjpzZWNyZXQ=", named.Questions.First().Authorization);
        Assert.Null(stranger.Questions.First().Authorization);
    }

    [Fact]
    public async Task Run_RedirectedToANamedHost_SendsTheCredentials()
    {
        EventServer events = new();
        await using TestMarathon leader = await TestMarathon.StartAsync(events.AnswerAsync);
        await using TestMarathon other = await TestMarathon.StartAsync(context => RedirectAsync(context, leader, 307));
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(other.Url, leader.Url) with { Credentials = Credentials });

        await recorder.NextAsync<EventRecorder.Opened>();

        Assert.Equal("Basic dXNlcjpzZWNyZXQ=", Assert.Single(leader.Questions).Authorization);
    }

    private static Task RedirectAsync(HttpContext context, TestMarathon to, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to.Url + context.Request.Path + context.Request.QueryString;
        return Task.CompletedTask;
    }
}
