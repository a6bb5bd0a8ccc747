namespace MarathonLb.Config;

/// <summary>A service's backend that is printed otherwise than in a document.</summary>
/// <param name="Start">Where it begins in the document, in bytes.</param>
/// <param name="Length">How long it is there, in bytes.</param>
/// <param name="Wanted">How it is printed now.</param>
internal readonly record struct BackendEdit(int Start, int Length, byte[] Wanted);
