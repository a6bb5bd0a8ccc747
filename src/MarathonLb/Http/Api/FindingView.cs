namespace MarathonLb.Http.Api;

/// <summary>Something that an app, a label or a template did wrong.</summary>
/// <param name="Severity">error, warning or info.</param>
/// <param name="Code">A stable word for machines.</param>
/// <param name="App">The app; null for something global.</param>
/// <param name="Index">The n of its labels, where there is one.</param>
/// <param name="Subject">The label, template or file.</param>
/// <param name="Value">What was found there, masked where it is a secret.</param>
/// <param name="Reason">What is wrong and what follows from it.</param>
/// <param name="Fix">What to write instead.</param>
internal sealed record FindingView(string Severity, string Code, string? App, int? Index, string? Subject, string? Value, string Reason, string Fix);

/// <summary>A service that HAProxy rejects.</summary>
/// <param name="App">Its app.</param>
/// <param name="Index">The n of its labels.</param>
/// <param name="Since">Since when.</param>
/// <param name="Serves">True if its last good form serves in its place; false if it is left out.</param>
/// <param name="Subject">The label or template that is rejected; null if it can't be told.</param>
/// <param name="Reason">Why.</param>
/// <param name="Fix">What to do.</param>
internal sealed record ExcludedView(string App, int Index, DateTimeOffset Since, bool Serves, string? Subject, string Reason, string Fix);
