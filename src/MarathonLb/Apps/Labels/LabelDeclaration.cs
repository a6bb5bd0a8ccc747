namespace MarathonLb.Apps.Labels;

/// <summary>A label as the reference shows it. The generated <see cref="LabelTable"/> has one for each.</summary>
/// <param name="Id">Which label.</param>
/// <param name="Name">Its full name, such as <c>HAPROXY_{n}_VHOST</c>.</param>
/// <param name="Scope">What it speaks about.</param>
/// <param name="Kind">The grammar of its value.</param>
/// <param name="Fault">What happens when its value can't be read.</param>
/// <param name="Doc">One line: what it does.</param>
/// <param name="Example">A value as users write it.</param>
internal sealed record LabelDeclaration(
    LabelId Id,
    string Name,
    LabelScope Scope,
    LabelKind Kind,
    LabelFault Fault,
    string Doc,
    string Example);
