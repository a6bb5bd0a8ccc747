namespace MarathonLb.Templates;

/// <summary>A classic template, compiled: rendering is a loop over its segments.</summary>
/// <param name="literals">The literal text of all segments, UTF-8.</param>
/// <param name="segments">The steps, in order.</param>
internal sealed class TemplateProgram(byte[] literals, TemplateSegment[] segments)
{
    /// <summary>The literal text of all segments, UTF-8.</summary>
    public byte[] Literals { get; } = literals;

    /// <summary>The steps, in order.</summary>
    public TemplateSegment[] Segments { get; } = segments;

    /// <summary>True if it prints nothing.</summary>
    public bool IsEmpty => Segments.Length == 0;
}
