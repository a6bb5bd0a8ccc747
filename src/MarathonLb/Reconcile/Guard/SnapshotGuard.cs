using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Guard;

/// <summary>
/// Holds answers of Marathon's that would suddenly take many servers out, while the last good state serves (users-and-rivals.md, P5). Such an answer is
/// applied when an operator accepts it, or when the answers have agreed on it for long enough; what events explain is no loss to begin with.
/// Safe for several threads.
/// </summary>
/// <param name="options">What is held, and for how long.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears when an answer begins to be held, and how that ends.</param>
internal sealed partial class SnapshotGuard(GuardOptions options, TimeProvider clock, ILogger logger)
{
    /// <summary>While an answer is held Marathon is asked again this often, and more often where the hold is short.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private const int LooksPerHold = 12;

    private readonly Lock _gate = new();
    private readonly RecentLosses _recent = new(options.MaxDropHold, clock);
    private HeldAnswer? _held;

    /// <summary>True once what is held was logged.</summary>
    private bool _told;

    /// <summary>How many answers began to be held since the start.</summary>
    public long Holds { get; private set; }

    /// <summary>What is held and what to do about it, in a sentence that stays the same as long as the answers do; null if nothing is.</summary>
    public string? Held
    {
        get
        {
            lock (_gate) return _held is HeldAnswer held ? Describe(held.Drop) : null;
        }
    }

    /// <summary>When to ask Marathon again because of what is held; null if nothing is.</summary>
    public TimeSpan? RetryIn
    {
        get
        {
            lock (_gate)
            {
                if (_held is not HeldAnswer held) return null;
                if (options.HoldOf(held.Drop) is not TimeSpan hold) return LongestPause;
                TimeSpan pause = hold / LooksPerHold;
                if (held.AgreedSince is long since && hold - clock.GetElapsedTime(since) is TimeSpan rest && rest < pause) pause = rest;
                return pause > LongestPause ? LongestPause : pause > TimeSpan.Zero ? pause : TimeSpan.Zero;
            }
        }
    }

    /// <summary>Judges an answer; what it lets through counts as applied.</summary>
    /// <param name="drop">What the answer would change.</param>
    /// <param name="whole">True if the answer is about all apps. One about single apps that loses much is not let through, and all should be asked for.</param>
    /// <returns>True to apply it.</returns>
    public bool LetsThrough(Drop drop, bool whole)
    {
        lock (_gate)
        {
            if (!IsSudden(drop))
            {
                _recent.Lose(drop.Unexplained);
                _recent.Gain(drop.Gain);
                if (whole) End("Marathon's answer loses no more than it may");
                return true;
            }

            if (!whole) return false;
            long now = clock.GetTimestamp();
            _held ??= new HeldAnswer { Drop = drop, Since = now, AgreedSince = now };
            bool agrees = drop.Agrees(_held.Drop, options.MaxDrop);
            if (!agrees || _held.AgreedSince is null) _held.AgreedSince = now;
            _held.Accepted &= agrees;
            _held.Drop = drop;
            if (!_held.Accepted && !(options.HoldOf(drop) is TimeSpan hold && clock.GetElapsedTime(_held.AgreedSince.Value) >= hold))
            {
                Begin();
                return false;
            }

            End(_held.Accepted ? "it was accepted and is applied" : "the answers have agreed for long enough, it is applied");
            _recent.Clear();
            return true;
        }
    }

    /// <summary>There was no usable answer: those before and after it have not agreed all the time.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            if (_held is not null) _held.AgreedSince = null;
        }
    }

    /// <summary>An operator accepts what is held.</summary>
    /// <returns>What that is, in a few words; null if nothing is held.</returns>
    public string? Accept()
    {
        lock (_gate)
        {
            if (_held is null) return null;
            _held.Accepted = true;
            return _held.Drop.ToString();
        }
    }

    private bool IsSudden(Drop drop)
    {
        if (drop.EmptyList) return drop.Lost.Count > 0;
        int recent = _recent.Total;
        int lost = drop.Unexplained + recent;
        return drop.Unexplained > 0 && lost >= GuardOptions.FewestServers && lost * 100L > options.MaxDrop * (long)(drop.Before + recent);
    }

    private string Describe(Drop drop)
    {
        string end = options.HoldOf(drop) is TimeSpan hold ? $", or applied after {hold.TotalSeconds:0.#} s of answers that agree" : "";
        return $"Marathon answers with {drop}, which no event explains; the last good state serves. If it is right it can be accepted with 'marathon-lb accept'{end}";
    }

    private void Begin()
    {
        if (_told) return;
        (_told, Holds) = (true, Holds + 1);
        Log.Begins(logger, Describe(_held!.Drop));
    }

    private void End(string how)
    {
        if (_held is HeldAnswer held && _told) Log.Ends(logger, held.Drop, clock.GetElapsedTime(held.Since).TotalSeconds, how);
        (_held, _told) = (null, false);
    }

    private static partial class Log
    {
        [LoggerMessage(5090, LogLevel.Warning, "held: {What}")]
        public static partial void Begins(ILogger logger, string what);

        [LoggerMessage(5091, LogLevel.Information, "no longer held, after {Seconds:0} s: {What}: {How}")]
        public static partial void Ends(ILogger logger, Drop what, double seconds, string how);
    }
}
