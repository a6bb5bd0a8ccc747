namespace MarathonLb.Apps.Labels;

/// <summary>Marks a partial class whose partial properties are labels of one scope.</summary>
/// <param name="scope">What its labels speak about.</param>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class LabelSetAttribute(LabelScope scope) : Attribute
{
    /// <summary>What its labels speak about.</summary>
    public LabelScope Scope { get; } = scope;
}
