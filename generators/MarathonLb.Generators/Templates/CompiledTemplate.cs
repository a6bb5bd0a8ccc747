using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>A default template, ready to print.</summary>
/// <param name="Member">The member of TemplateName.</param>
/// <param name="FullName">Its file's name.</param>
/// <param name="Literals">The text of all its literal segments.</param>
/// <param name="Segments">Its segments, in order.</param>
internal sealed record CompiledTemplate(string Member, string FullName, string Literals, EquatableArray<CompiledSegment> Segments);

/// <summary>A step of a template.</summary>
/// <param name="Placeholder">The member of Placeholder, or None for literal text.</param>
/// <param name="Start">Where the text begins in the literals, in UTF-8 bytes.</param>
/// <param name="Length">How long it is, in UTF-8 bytes.</param>
internal sealed record CompiledSegment(string Placeholder, int Start, int Length);
