namespace MarathonLb.Templates;

/// <summary>The text of a placeholder between its braces. Read by the template generator.</summary>
/// <param name="name">The name, as users write it.</param>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class PlaceholderNameAttribute(string name) : Attribute
{
    /// <summary>The name, as users write it.</summary>
    public string Name { get; } = name;
}
