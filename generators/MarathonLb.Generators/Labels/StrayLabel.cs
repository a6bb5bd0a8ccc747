using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>A label property in a class that is no label set.</summary>
/// <param name="Property">The property's name.</param>
/// <param name="Type">The class's name.</param>
/// <param name="Place">Where the property's name stands.</param>
internal sealed record StrayLabel(string Property, string Type, LocationInfo Place);
