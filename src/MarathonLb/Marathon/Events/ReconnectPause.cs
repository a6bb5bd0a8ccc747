using System.Security.Cryptography;

namespace MarathonLb.Marathon.Events;

/// <summary>
/// How long to pause before the stream is opened again: a random part of a wait that grows each time, so that many load balancers do not fall
/// upon a Marathon that has just come back.
/// </summary>
/// <param name="options">The waits.</param>
/// <param name="jitter">Gives a number from 0 up to, but not, 1; null for a random one.</param>
internal sealed class ReconnectPause(EventStreamOptions options, Func<double>? jitter = null)
{
    private const int Grains = 1 << 24;

    private readonly Func<double> _jitter = jitter ?? (static () => (double)RandomNumberGenerator.GetInt32(Grains) / Grains);
    private TimeSpan _wait = Shorter(options.FirstWait, options.LongestWait);

    /// <summary>The pause after a stream or an attempt at one.</summary>
    /// <param name="end">How it ended. After silence there is none: enough time has gone by.</param>
    public TimeSpan After(StreamEnd end)
    {
        if (end.Lived >= options.GoodLife) _wait = Shorter(options.FirstWait, options.LongestWait);
        if (end.IsSilence) return TimeSpan.Zero;
        TimeSpan pause = _wait * _jitter();
        _wait = Shorter(_wait * options.WaitGrowth, options.LongestWait);
        return pause;
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
