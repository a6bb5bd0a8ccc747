using System.Runtime.InteropServices;

namespace MarathonLb.Reconcile;

/// <summary>Times one round and its stages from when it is made. For one thread at a time; stages don't overlap.</summary>
/// <param name="clock">The clock.</param>
internal sealed class StageClock(TimeProvider clock)
{
    private readonly long _begin = clock.GetTimestamp();
    private RoundTimes _times;

    /// <summary>The times so far.</summary>
    public RoundTimes Times => _times with { Total = clock.GetElapsedTime(_begin) };

    /// <summary>Begins a stage, or goes on with it; it ends when what this gives is disposed of.</summary>
    public Lap Time(RoundStage stage) => new(this, stage, clock.GetTimestamp());

    private void End(in Lap lap) => _times = _times.With(lap.Stage, clock.GetElapsedTime(lap.Begin));

    /// <summary>A stage that is under way.</summary>
    /// <param name="Owner">The round's clock.</param>
    /// <param name="Stage">The stage.</param>
    /// <param name="Begin">When it began, by the clock's timestamp.</param>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Lap(StageClock Owner, RoundStage Stage, long Begin) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => Owner.End(this);
    }
}
