namespace MarathonLb.Asking.Routing;

/// <summary>What a sample expression comes to for a request.</summary>
/// <param name="IsKnown">False if it is not understood, or depends on what is not known here, such as the client's address.</param>
/// <param name="Value">The value; null if there is none.</param>
internal readonly record struct Sample(bool IsKnown, string? Value)
{
    /// <summary>Something that can't be told.</summary>
    public static Sample Unknown { get; } = new(false, null);

    /// <summary>A value, or none.</summary>
    public static Sample Of(string? value) => new(true, value);
}
