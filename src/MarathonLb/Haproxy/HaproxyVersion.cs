using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MarathonLb.Haproxy;

/// <summary>A HAProxy version; what it can do depends on it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly partial record struct HaproxyVersion(int Major, int Minor, int Patch) : IComparable<HaproxyVersion>
{
    /// <summary>
    /// Reads what <c>haproxy -v</c> prints: <c>HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/</c>, <c>HA-Proxy version 1.8.30 …</c>
    /// before 2.4, <c>HAProxy version 3.3-dev5-…</c>. Null if there is no version in it.
    /// </summary>
    public static HaproxyVersion? Parse(string text)
    {
        Match match = Pattern().Match(text);
        if (!match.Success) return null;
        return new(Number(match.Groups["major"]), Number(match.Groups["minor"]), Number(match.Groups["patch"]));
    }

    /// <inheritdoc/>
    public int CompareTo(HaproxyVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public static bool operator <(HaproxyVersion left, HaproxyVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(HaproxyVersion left, HaproxyVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(HaproxyVersion left, HaproxyVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(HaproxyVersion left, HaproxyVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static int Number(Group group) => group.Success ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"HA-?Proxy version (?<major>\d{1,4})\.(?<minor>\d{1,4})(\.(?<patch>\d{1,6}))?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
