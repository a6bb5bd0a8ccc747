namespace MarathonLb.Http;

/// <summary>Where we answer HTTP.</summary>
/// <param name="PublicSocket">Absolute path of the socket for HAProxy, as HAProxy finds it after its chroot too.</param>
/// <param name="AdminSocket">Absolute path of the socket for our own command line.</param>
/// <param name="HaproxyGroup">Numeric id of the group that HAProxy runs as, or null if it runs as our own user.</param>
internal sealed record HttpEndpointOptions(string PublicSocket, string AdminSocket, uint? HaproxyGroup)
{
    /// <summary>Both sockets in the run directory.</summary>
    public static HttpEndpointOptions In(string runDirectory, uint? haproxyGroup) =>
        new(Path.Combine(runDirectory, "http.sock"), Path.Combine(runDirectory, "admin.sock"), haproxyGroup);
}
