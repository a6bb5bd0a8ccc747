using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>A member of Placeholder with its attribute, as it is declared: not yet judged.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Name">The text between the braces.</param>
/// <param name="Place">Where the member's name stands.</param>
internal sealed record PlaceholderSpec(string Member, string Name, LocationInfo Place)
{
    /// <summary>The same without its place, so that it stays equal when the text around it moves.</summary>
    public PlaceholderSpec WithoutPlace() => this with { Place = LocationInfo.None };
}
