using MarathonLb.Apps;
using MarathonLb.Config;

namespace MarathonLb.Cli;

/// <summary>Tells the rooms what the command line says, each in its own words.</summary>
internal static class RoomOptions
{
    /// <summary>For the Apps room.</summary>
    public static AppsOptions Apps(ServiceOptions services) => new()
    {
        Groups = [.. services.Groups],
        StrictMode = services.StrictMode,
        HealthCheck = services.HealthCheck,
        MinServicePort = services.MinServicePort,
        MaxServicePort = services.MaxServicePort,
        HealthMemory = services.LruCacheCapacity,
        FrameworkName = services.FrameworkName,
    };

    /// <summary>For the Config room.</summary>
    public static RenderOptions Render(DirectOptions options) => new()
    {
        HaproxyMap = options.Services.HaproxyMap,
        BindHttpHttps = !options.Services.DontBindHttpHttps,
        GroupHttpsByVhost = options.Services.GroupHttpsByVhost,
        SslCerts = [.. options.Services.SslCerts],
        HaproxyDir = Path.GetDirectoryName(options.Files.ConfigFile) ?? "/",
    };
}
