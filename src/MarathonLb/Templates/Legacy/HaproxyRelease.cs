using System.Runtime.InteropServices;

namespace MarathonLb.Templates.Legacy;

/// <summary>A release series of HAProxy, such as 3.2: what a configuration may say depends on it.</summary>
/// <param name="Major">The 3 of 3.2.</param>
/// <param name="Minor">The 2 of 3.2.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct HaproxyRelease(int Major, int Minor)
{
    /// <summary>True if it is this series or a later one.</summary>
    public bool IsAtLeast(int major, int minor) => (Major, Minor).CompareTo((major, minor)) >= 0;
}
