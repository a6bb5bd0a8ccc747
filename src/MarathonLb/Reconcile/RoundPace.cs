using System.Security.Cryptography;

namespace MarathonLb.Reconcile;

/// <summary>When the next round begins.</summary>
/// <param name="options">The times.</param>
internal sealed class RoundPace(LoopOptions options)
{
    private const double RefreshJitter = 0.1;

    /// <summary>
    /// The pause for each request that a round answered. A burst makes its own pauses longer, up to the window: 2,000 events in a second settle
    /// in about six rounds, and one event alone waits for nobody.
    /// </summary>
    private static readonly TimeSpan PausePerRequest = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);

    private TimeSpan _retry = options.RetryPause;

    /// <summary>The pause after a round, in which further requests are collected.</summary>
    /// <param name="requests">How many requests the round answered.</param>
    public TimeSpan PauseAfter(int requests)
    {
        TimeSpan pause = PausePerRequest * requests;
        if (pause < ShortestPause) pause = ShortestPause;
        return pause < options.EventWindow ? pause : options.EventWindow;
    }

    /// <summary>How long to wait for a request before everything is fetched again.</summary>
    /// <param name="soon">True if a try can only help: while Marathon is away, and while nothing serves.</param>
    public TimeSpan Patience(bool soon)
    {
        if (soon) return NextRetry();
        _retry = options.RetryPause;
        double part = RandomNumberGenerator.GetInt32(0, 2001) / 1000.0;
        return options.RefreshInterval * (1 + (RefreshJitter * (part - 1)));
    }

    private TimeSpan NextRetry()
    {
        TimeSpan pause = _retry;
        _retry = TimeSpan.FromTicks(Math.Min(_retry.Ticks * 3 / 2, options.LongestRetryPause.Ticks));
        return pause;
    }
}
