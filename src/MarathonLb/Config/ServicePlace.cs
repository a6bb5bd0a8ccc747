using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>Tells whether one service can take the place of another without a say in what is printed of all others: who claims a port, a host or an app's id, and in which order rules stand.</summary>
internal static class ServicePlace
{
    /// <summary>True if both are the same service port of the same app and claim the same. What is printed of them themselves may differ.</summary>
    public static bool IsSame(Service a, Service b) =>
        ReferenceEquals(a, b) || (IsSameName(a, b) && ClaimsSame(a, b) && a.Groups.AsSpan().SequenceEqual(b.Groups) && a.Vhosts.AsSpan().SequenceEqual(b.Vhosts));

    private static bool IsSameName(Service a, Service b) =>
        a.AppId == b.AppId && a.Definition.Id == b.Definition.Id && a.Index == b.Index && a.Port == b.Port && a.Backend == b.Backend && a.Mode == b.Mode;

    private static bool ClaimsSame(Service a, Service b) =>
        a.Enabled == b.Enabled && a.Listens == b.Listens && a.Weight == b.Weight && a.Redirects == b.Redirects
        && a.Labels.BindAddr == b.Labels.BindAddr && a.Labels.Path == b.Labels.Path && (a.Labels.Auth is null) == (b.Labels.Auth is null)

        // One without servers yields to others.
        && (a.Servers.Length == 0) == (b.Servers.Length == 0);
}
