using MarathonLb.Apps;
using MarathonLb.Marathon;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Guard;

/// <summary>The daemon's guard against sudden emptiness: what was applied last, what events explain, and the judgement on each answer of Marathon's.</summary>
/// <param name="options">What is held, and for how long.</param>
/// <param name="groups">Which services are ours.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears of answers that are held.</param>
internal sealed class RoundGuard(GuardOptions options, AppsOptions groups, TimeProvider clock, ILogger logger)
{
    private readonly SnapshotGuard _guard = new(options, clock, logger);
    private readonly KillEvidence _evidence = new(clock);

    /// <summary>The services of ours that were applied last; null before.</summary>
    private Service[]? _applied;

    /// <summary>The model that was judged last, and its services of ours: what is let through is mostly applied as it is.</summary>
    private (AppsModel? Model, Service[] Ours) _judged = (null, []);

    /// <summary>What is held and what to do about it; null if nothing is.</summary>
    public string? Held => _guard.Held;

    /// <summary>How many answers began to be held since the start.</summary>
    public long Holds => _guard.Holds;

    /// <summary>When to ask Marathon again because of what is held; null if nothing is.</summary>
    public TimeSpan? RetryIn => _guard.RetryIn;

    /// <summary>Takes an event's word that a task or an app ends.</summary>
    public void Hear(MarathonEvent marathonEvent) => _evidence.Hear(marathonEvent);

    /// <summary>An operator accepts what is held.</summary>
    /// <returns>What that is, in a few words; null if nothing is held.</returns>
    public string? Accept() => _guard.Accept();

    /// <summary>There was no usable answer.</summary>
    public void Interrupt() => _guard.Interrupt();

    /// <summary>Judges what an answer comes to.</summary>
    /// <param name="model">What it comes to.</param>
    /// <param name="document">Gives the configuration that it comes to.</param>
    /// <param name="answer">The answer, with all else that is known.</param>
    /// <param name="whole">True if it is about all apps.</param>
    /// <param name="served">The configuration that HAProxy serves until the first answer is applied, if it does.</param>
    /// <returns>True to apply it.</returns>
    public bool LetsThrough(AppsModel model, Func<ReadOnlyMemory<byte>> document, MarathonSnapshot answer, bool whole, ReadOnlyMemory<byte>? served)
    {
        // At a first start there is nothing to lose.
        Drop drop = _applied is not null ? new DropFinder(_evidence).Between(_applied, Ours(model), answer)
            : served is not { Length: > 0 } ? new DropFinder(_evidence).Between([], Ours(model), answer)
            : DropFinder.Since(served.GetValueOrDefault(), document(), answer);
        return _guard.LetsThrough(drop, whole);
    }

    /// <summary>These services are applied, be it after a judgement or because events said so.</summary>
    public void Apply(AppsModel model) => _applied = Ours(model);

    private Service[] Ours(AppsModel model)
    {
        if (!ReferenceEquals(_judged.Model, model)) _judged = (model, Array.FindAll(model.Services, groups.Exposes));
        return _judged.Ours;
    }
}
