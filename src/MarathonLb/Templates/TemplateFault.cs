namespace MarathonLb.Templates;

/// <summary>Why a template can't be used.</summary>
/// <param name="Reason">What is wrong and where, without a final stop.</param>
/// <param name="Advice">What to write instead, with a final stop.</param>
internal readonly record struct TemplateFault(string Reason, string Advice);
