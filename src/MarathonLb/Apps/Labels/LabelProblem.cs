namespace MarathonLb.Apps.Labels;

/// <summary>Why a label's value can't be read, and what to write instead.</summary>
/// <param name="Reason">What is wrong, without a final stop.</param>
/// <param name="Advice">What to write instead, with a final stop.</param>
internal readonly record struct LabelProblem(string Reason, string Advice);
