using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>A service that HAProxy rejects.</summary>
/// <param name="AppId">Its app.</param>
/// <param name="Index">The n of its labels.</param>
/// <param name="Definition">The definition that is rejected, as a fingerprint: while the app's is the same, it is not tried again.</param>
/// <param name="Reason">Why, and what becomes of it.</param>
/// <param name="LastGood">The definition that serves in its place; null if it is left out.</param>
/// <param name="Since">Since when, by the clock.</param>
internal sealed record Exclusion(string AppId, int Index, string Definition, Finding Reason, MarathonApp? LastGood, DateTimeOffset Since);
