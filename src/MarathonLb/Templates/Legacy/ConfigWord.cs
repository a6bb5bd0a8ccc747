using System.Runtime.InteropServices;

namespace MarathonLb.Templates.Legacy;

/// <summary>A word of a configuration line.</summary>
/// <param name="Text">What HAProxy reads: without quotes, escapes resolved.</param>
/// <param name="Start">Where it begins in the line.</param>
/// <param name="End">Where it ends in the line.</param>
/// <param name="HasVariable">True if HAProxy would put an environment variable into it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ConfigWord(string Text, int Start, int End, bool HasVariable);
