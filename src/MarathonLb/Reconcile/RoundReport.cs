namespace MarathonLb.Reconcile;

/// <summary>A round that has ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Causes">What asked for it.</param>
/// <param name="Requests">How many requests it answered.</param>
/// <param name="Times">How long it took, fetching included.</param>
internal sealed record RoundReport(RoundOutcome Outcome, string Causes, int Requests, RoundTimes Times);
