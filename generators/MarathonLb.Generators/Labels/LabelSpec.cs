using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>A property with a label attribute, as it is declared: not yet judged.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Accessibility">Its accessibility, as C# writes it.</param>
/// <param name="Type">Its type, as C# writes it.</param>
/// <param name="IsPartialGetter">True if it is a partial instance property with a getter alone.</param>
/// <param name="Name">The label's name without prefix.</param>
/// <param name="Kind">The member of LabelKind.</param>
/// <param name="Fault">The member of LabelFault.</param>
/// <param name="Doc">What it does.</param>
/// <param name="Example">A value.</param>
/// <param name="Place">Where the property's name stands.</param>
/// <param name="AttributePlace">Where the attribute stands.</param>
internal sealed record LabelSpec(
    string Property,
    string Accessibility,
    string Type,
    bool IsPartialGetter,
    string Name,
    string Kind,
    string Fault,
    string Doc,
    string Example,
    LocationInfo Place,
    LocationInfo AttributePlace)
{
    /// <summary>The same without places, so that it stays equal when the text around it moves.</summary>
    public LabelSpec WithoutPlaces() => this with { Place = LocationInfo.None, AttributePlace = LocationInfo.None };
}
