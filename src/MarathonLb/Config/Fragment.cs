using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>A run of lines with one owner. The fragments of a document, in order, are its ownership index.</summary>
/// <param name="Start">Where it begins, in bytes.</param>
/// <param name="Length">How long it is, in bytes.</param>
/// <param name="Kind">Which part of the file it is.</param>
/// <param name="Service">The index of its service in the document, or −1 for a global template.</param>
/// <param name="Template">For a global template: which.</param>
internal readonly record struct Fragment(int Start, int Length, FragmentKind Kind, int Service, TemplateName Template);
