using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Haproxy;
using MarathonLb.Templates.Legacy;

namespace MarathonLb.Cli;

/// <summary>Tells the rooms what the command line says, each in its own words.</summary>
internal static class RoomOptions
{
    /// <summary>For the Apps room.</summary>
    /// <param name="services">What the command line says.</param>
    /// <param name="keepEmpty">Whether services without servers are kept where it does not say.</param>
    public static AppsOptions Apps(ServiceOptions services, bool keepEmpty = false) => new()
    {
        Groups = [.. services.Groups],
        StrictMode = services.StrictMode,
        HealthCheck = services.HealthCheck,
        MinServicePort = services.MinServicePort,
        MaxServicePort = services.MaxServicePort,
        KeepEmptyServices = services.KeepEmptyServices ?? keepEmpty,
        HealthMemory = services.LruCacheCapacity,
        FrameworkName = services.FrameworkName,
        RawLabels = new RawLabelPolicy(services.RawLabels),
    };

    /// <summary>The release series of the HAProxy that will read the configuration, for the Templates room; null if there is none or it does not say.</summary>
    public static async Task<HaproxyRelease?> ReleaseAsync(HaproxyBinary? binary, CancellationToken cancellationToken) =>
        binary is not null && await binary.GetVersionAsync(cancellationToken) is HaproxyVersion version ? new HaproxyRelease(version.Major, version.Minor) : null;

    /// <summary>For the Config room.</summary>
    public static RenderOptions Render(DirectOptions options) => new()
    {
        HaproxyMap = options.Services.HaproxyMap,
        BindHttpHttps = !options.Services.DontBindHttpHttps,
        GroupHttpsByVhost = options.Services.GroupHttpsByVhost,
        SslCerts = [.. options.Services.SslCerts],
        DeniedKeywords = options.Services.RawLabelsDeny,
        HaproxyDir = Path.GetDirectoryName(options.Files.ConfigFile) ?? "/",
    };
}
