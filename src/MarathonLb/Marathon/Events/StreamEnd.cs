namespace MarathonLb.Marathon.Events;

/// <summary>How a stream, or an attempt to open one, ended.</summary>
/// <param name="Reason">In plain words, with the host.</param>
/// <param name="Lived">How long it was open.</param>
/// <param name="IsSilence">Whether an open stream went silent.</param>
internal sealed record StreamEnd(string Reason, TimeSpan Lived, bool IsSilence = false);
