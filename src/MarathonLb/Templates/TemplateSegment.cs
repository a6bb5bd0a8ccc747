namespace MarathonLb.Templates;

/// <summary>A step of a <see cref="TemplateProgram"/>: a piece of literal text, or a placeholder to fill in.</summary>
/// <param name="Placeholder">What to fill in, or <see cref="Placeholder.None"/> for literal text.</param>
/// <param name="Start">Where the text begins in <see cref="TemplateProgram.Literals"/>, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
internal readonly record struct TemplateSegment(Placeholder Placeholder, int Start, int Length);
