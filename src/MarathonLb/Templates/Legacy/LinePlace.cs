namespace MarathonLb.Templates.Legacy;

/// <summary>Where a line stands.</summary>
/// <param name="Template">The template.</param>
/// <param name="Section">The section that the line is in, such as <c>backend</c>; empty if its template doesn't tell.</param>
/// <param name="Release">The HAProxy that will read it; null if it is not known.</param>
/// <param name="DoubledBraces">True if the template writes a brace twice.</param>
/// <param name="Following">The lines after it.</param>
internal sealed record LinePlace(TemplateName Template, string Section, HaproxyRelease? Release, bool DoubledBraces, ArraySegment<string> Following)
{
    /// <summary>True if it is known that HAProxy is of this series or later.</summary>
    public bool IsAtLeast(int major, int minor) => Release is HaproxyRelease release && release.IsAtLeast(major, minor);
}
