using MarathonLb.Haproxy;

namespace MarathonLb.Tests;

/// <summary>The HAProxy of this machine: the build installs one (.ci/run).</summary>
internal static class RealHaproxy
{
    public static HaproxyBinary Binary { get; } =
        HaproxyBinary.Find(null, Environment.GetEnvironmentVariable("PATH")) ?? throw new InvalidOperationException("these tests need haproxy");
}
