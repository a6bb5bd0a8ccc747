using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>A class with a label set attribute, as it is declared: not yet judged.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Type">Its name.</param>
/// <param name="IsPartial">True if it is a top-level partial class.</param>
/// <param name="Scope">The member of LabelScope.</param>
/// <param name="Labels">Its labels, as declared.</param>
/// <param name="Place">Where its name stands.</param>
internal sealed record LabelSetSpec(
    string Namespace,
    string Type,
    bool IsPartial,
    string Scope,
    EquatableArray<LabelSpec> Labels,
    LocationInfo Place)
{
    /// <summary>True if its labels carry an index: <c>HAPROXY_{n}_NAME</c>.</summary>
    public bool IsPerService => Scope == "Service";

    /// <summary>A label's name as the reference writes it.</summary>
    public string FullName(LabelSpec label) => Names.Prefix + (IsPerService ? "{n}_" : "") + label.Name;
}
