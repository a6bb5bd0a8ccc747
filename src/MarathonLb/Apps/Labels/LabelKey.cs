using MarathonLb.Templates;

namespace MarathonLb.Apps.Labels;

/// <summary>A label's name, understood: which label of which service port. The default value is "not a label of ours".</summary>
/// <param name="Id">The label, or <see cref="LabelId.None"/> if it is a template override or unknown.</param>
/// <param name="Template">The template it overrides, or <see cref="TemplateName.None"/>.</param>
/// <param name="Index">The n of <c>HAPROXY_{n}_…</c>, or −1 for a label of the whole app.</param>
internal readonly record struct LabelKey(LabelId Id, TemplateName Template, int Index)
{
    /// <summary>True if the name is one of ours.</summary>
    public bool IsKnown => Id != LabelId.None || Template != TemplateName.None;
}
