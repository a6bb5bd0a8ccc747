namespace MarathonLb.Apps.Labels;

/// <summary>
/// Declares a label on the partial property that holds its value: the one place its facts stand. The generator emits from it the
/// parser of the label's name and value, and the table behind the reference.
/// </summary>
/// <param name="name">Its name without the prefix <c>HAPROXY_</c> or <c>HAPROXY_{n}_</c>.</param>
/// <param name="kind">The grammar of its value.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class LabelAttribute(string name, LabelKind kind) : Attribute
{
    /// <summary>Its name without the prefix.</summary>
    public string Name { get; } = name;

    /// <summary>The grammar of its value.</summary>
    public LabelKind Kind { get; } = kind;

    /// <summary>What happens when the value can't be read.</summary>
    public LabelFault Fault { get; init; }

    /// <summary>One line: what it does.</summary>
    public string Doc { get; init; } = "";

    /// <summary>A value as users write it.</summary>
    public string Example { get; init; } = "";
}
