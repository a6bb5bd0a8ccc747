using CsCheck;
using MarathonLb.Marathon.Events;
using Microsoft.Extensions.Time.Testing;

namespace MarathonLb.Tests.Marathon.Events;

/// <summary>Silence, pauses and the life of a stream, by a clock that a test moves.</summary>
public sealed class EventStreamTimeTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Run_Silence_OpensAnotherStreamAtOnce()
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(marathon.Url), clock: _clock, jitter: 0.9);
        await recorder.NextAsync<EventRecorder.Opened>();

        await AdvanceUntilAsync(() => recorder.HasHeard);

        Assert.Equal(new EventRecorder.Closed(marathon.Url + ": silent for 60 s", TimeSpan.Zero), await recorder.NextAsync());
        await recorder.NextAsync<EventRecorder.Opened>();
        Assert.True(_clock.GetUtcNow() - _clock.Start >= TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("data:\r\n\r\n")]
    [InlineData(": heartbeat\r\n\r\n")]
    public async Task Run_Heartbeats_CountAsLife(string heartbeat)
    {
        EventServer events = new();
        await using TestMarathon marathon = await TestMarathon.StartAsync(events.AnswerAsync);
        await using EventRecorder recorder = EventRecorder.Follow(Clients.Options(marathon.Url), clock: _clock);
        await recorder.NextAsync<EventRecorder.Opened>();
        for (int i = 0; i < 5; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(40));
            events.Send(heartbeat);
            await UntilAsync(() => recorder.Stream.LastByteAt == _clock.GetUtcNow());
        }

        Assert.False(recorder.HasHeard);
        DateTimeOffset last = _clock.GetUtcNow();
        await AdvanceUntilAsync(() => recorder.HasHeard);
        await recorder.NextAsync<EventRecorder.Closed>();
        Assert.True(_clock.GetUtcNow() - last >= TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task Run_NoAnswer_TriesTheNextHostThenPauses()
    {
        await using TestMarathon mute = await TestMarathon.StartAsync(context => Task.Delay(-1, context.RequestAborted));
        string nobody = Clients.NobodyThere();
        await using EventRecorder recorder = EventRecorder.Follow(
            Clients.Options(mute.Url, nobody), new EventStreamOptions { SilenceTimeout = TimeSpan.FromSeconds(7) }, _clock, jitter: 0.5);
        await UntilAsync(() => !mute.Questions.IsEmpty);

        _clock.Advance(TimeSpan.FromSeconds(7));

        Assert.Equal(
            new EventRecorder.Closed($"{mute.Url}: no answer within 7 s; {nobody}: connection refused", TimeSpan.FromSeconds(1.5)),
            await recorder.NextAsync());
    }

    [Fact]
    public async Task Run_NobodyThere_PausesLongerEachTime()
    {
        await using EventRecorder recorder = EventRecorder.Follow(
            Clients.Options(Clients.NobodyThere()), new EventStreamOptions { LongestWait = TimeSpan.FromSeconds(8) }, _clock, jitter: 0.5);

        foreach (double seconds in new[] { 1.5, 2.25, 3.375, 4, 4 })
        {
            await UntilAsync(() => recorder.HasHeard);
            Assert.Equal(TimeSpan.FromSeconds(seconds), (await recorder.NextAsync<EventRecorder.Closed>()).Pause);
            DateTimeOffset before = _clock.GetUtcNow();
            await AdvanceUntilAsync(() => recorder.HasHeard, TimeSpan.FromSeconds(0.125));
            Assert.True(_clock.GetUtcNow() - before >= TimeSpan.FromSeconds(seconds));
        }
    }

    [Fact]
    public void Pause_ShortLives_GrowsToTheLongest()
    {
        ReconnectPause pause = new(new EventStreamOptions(), () => 1);

        double[] pauses = [.. Enumerable.Range(0, 14).Select(_ => pause.After(new StreamEnd("", TimeSpan.FromSeconds(599))).TotalSeconds)];

        Assert.Equal([3, 4.5, 6.75, 10.125], pauses[..4]);
        Assert.Equal([300, 300], pauses[12..]);
        Assert.All(pauses.Zip(pauses.Skip(1)), pair => Assert.True(pair.Second == Math.Min(300, pair.First * 1.5) || Math.Abs(pair.Second - (pair.First * 1.5)) < 1e-5));
    }

    [Fact]
    public void Pause_LongLife_BeginsAnew()
    {
        ReconnectPause pause = new(new EventStreamOptions(), () => 1);
        for (int i = 0; i < 5; i++)
        {
            _ = pause.After(new StreamEnd("", TimeSpan.Zero));
        }

        Assert.Equal(3, pause.After(new StreamEnd("", TimeSpan.FromSeconds(600))).TotalSeconds);
        Assert.Equal(4.5, pause.After(new StreamEnd("", TimeSpan.Zero)).TotalSeconds);
        Assert.Equal(0, pause.After(new StreamEnd("", TimeSpan.FromSeconds(700), IsSilence: true)).TotalSeconds);
        Assert.Equal(3, pause.After(new StreamEnd("", TimeSpan.Zero)).TotalSeconds);
    }

    [Fact]
    public void Pause_LongestBelowTheFirst_IsNeverExceeded()
    {
        ReconnectPause pause = new(new EventStreamOptions { LongestWait = TimeSpan.FromSeconds(1) }, () => 1);
        Assert.Equal([1, 1], new[] { 0, 700 }.Select(lived => pause.After(new StreamEnd("", TimeSpan.FromSeconds(lived))).TotalSeconds));
    }

    [Fact]
    public void Pause_Jitter_StaysWithinTheWaitAndVaries()
    {
        Gen.Double[0, 0.999999].Array[1, 30].Sample(parts =>
        {
            int next = 0;
            double wait = 3;
            ReconnectPause pause = new(new EventStreamOptions(), () => parts[next++]);
            return parts.All(part =>
            {
                double seconds = pause.After(new StreamEnd("", TimeSpan.Zero)).TotalSeconds;
                bool isWithin = seconds >= 0 && seconds < wait && Math.Abs(seconds - (wait * part)) < 1e-3;
                wait = Math.Min(300, wait * 1.5);
                return isWithin;
            });
        });

        double[] random = [.. Enumerable.Range(0, 200).Select(_ => new ReconnectPause(new EventStreamOptions()).After(new StreamEnd("", TimeSpan.Zero)).TotalSeconds)];
        Assert.All(random, seconds => Assert.InRange(seconds, 0, 3));
        Assert.True(random.Max() - random.Min() > 1.5);
    }

    /// <summary>Moves the clock on, waiting a little each time for what follows from it.</summary>
    private Task AdvanceUntilAsync(Func<bool> condition, TimeSpan? step = null) => UntilAsync(condition, () => _clock.Advance(step ?? Step));

    private static async Task UntilAsync(Func<bool> condition, Action? before = null)
    {
        for (int i = 0; !condition(); i++)
        {
            Assert.True(i < 2000, "waited in vain");
            before?.Invoke();
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
