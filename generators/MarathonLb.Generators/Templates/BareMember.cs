using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>An enum member that lacks the attribute which declares it.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Attribute">What it lacks, such as <c>[Template]</c>.</param>
/// <param name="Place">Where the member's name stands.</param>
internal sealed record BareMember(string Member, string Attribute, LocationInfo Place);
