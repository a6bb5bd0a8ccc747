using Microsoft.Extensions.Logging;

namespace MarathonLb.Marathon;

/// <summary>Understands what <c>--marathon</c> names: Marathons, or one file.</summary>
internal static class AppSources
{
    private const string FilePrefix = "file:";

    /// <summary>The path, if this names a file.</summary>
    public static string? FileOf(string url) =>
        url.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase) ? LocalPath(url[FilePrefix.Length..]) : null;

    /// <summary>The base URLs of Marathons.</summary>
    /// <exception cref="FormatException">One is malformed, or is a file among others; the message is for the user.</exception>
    public static MarathonAddress[] AddressesOf(IReadOnlyList<string> urls)
    {
        MarathonAddress[] addresses = new MarathonAddress[urls.Count];
        for (int i = 0; i < addresses.Length; i++)
        {
            if (FileOf(urls[i]) is not null) throw new FormatException("--marathon file:PATH can't stand beside other addresses");
            if (!MarathonAddress.TryParse(urls[i], out MarathonAddress? address, out string? problem)) throw new FormatException(problem);
            addresses[i] = address;
        }

        return addresses;
    }

    /// <summary>The source behind the addresses.</summary>
    /// <param name="urls">What <c>--marathon</c> names; at least one.</param>
    /// <param name="options">Makes the settings for a client from its hosts.</param>
    /// <param name="log">The client's log.</param>
    /// <param name="again">True if it will be asked for all apps again and again.</param>
    /// <exception cref="FormatException">An address is malformed.</exception>
    /// <exception cref="IOException">The CA file can't be used.</exception>
    public static IAppSource Open(
        IReadOnlyList<string> urls,
        Func<IReadOnlyList<MarathonAddress>, MarathonClientOptions> options,
        ILogger<MarathonClient> log,
        bool again = false) =>
        urls is [var only] && FileOf(only) is { } path ? new FileAppSource(path, again) : new MarathonClient(options(AddressesOf(urls)), log);

    /// <summary><c>file:apps.json</c>, <c>file:/tmp/apps.json</c> and <c>file:///tmp/apps.json</c> alike.</summary>
    private static string LocalPath(string path) => path.StartsWith("///", StringComparison.Ordinal) ? path[2..] : path;
}
