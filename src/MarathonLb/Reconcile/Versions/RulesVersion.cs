namespace MarathonLb.Reconcile.Versions;

/// <summary>A version of the rules that HAProxy served: it begins when a template or an app's definition changes, not when tasks come and go.</summary>
/// <param name="Number">Its number, counted up over restarts.</param>
/// <param name="Time">Since when it was served.</param>
/// <param name="Cause">What asked for the round that began it.</param>
/// <param name="Changes">What changed, in one line, masked.</param>
/// <param name="Fingerprint">A hash of its templates and definitions.</param>
internal sealed record RulesVersion(int Number, DateTimeOffset Time, string Cause, string Changes, string Fingerprint);
