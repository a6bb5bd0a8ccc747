using System.Globalization;
using System.Text;
using MarathonLb.Reconcile.Versions;

namespace MarathonLb.Reconcile.Insight;

/// <summary>All configurations that can be compared: <c>live</c>, <c>desired</c>, versions by number, and archived ones by the time when they were replaced.</summary>
/// <param name="files">The live one and the archive.</param>
/// <param name="keeper">Knows the versions.</param>
/// <param name="versions">Reads them.</param>
internal sealed class KeptConfigs(RoundFiles files, VersionKeeper keeper, VersionFiles versions)
{
    private const string Live = "live";
    private const string Desired = "desired";

    private string Name => Path.GetFileName(files.Paths.Config);

    /// <summary>Their names, the newest first.</summary>
    public string[] Names =>
    [
        Live, Desired,
        .. keeper.Versions.Reverse().Select(static version => version.Number.ToString(CultureInfo.InvariantCulture)),
        .. Archived.Reverse(),
    ];

    /// <summary>One of them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="desired">The configuration that is wanted and does not run; null if the live one is what is wanted.</param>
    /// <param name="problem">Why there is none; null if there is.</param>
    public string Read(string name, byte[]? desired, out string? problem)
    {
        problem = null;
        try
        {
            byte[]? bytes = name == Live || (name == Desired && desired is null) ? File.ReadAllBytes(files.Paths.Config)
                : name == Desired ? desired
                : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && keeper.Versions.Any(version => version.Number == number) ? versions.ReadConfig(number)
                : files.Archive.Read(Name, name);
            if (bytes is not null) return Encoding.UTF8.GetString(bytes);
            problem = $"there is no configuration of that name; use live, desired, a version's number or an archive's time (marathon-lb history): {string.Join(' ', Names)}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            problem = $"it can't be read: {e.Message}";
        }

        return "";
    }

    private IReadOnlyList<string> Archived
    {
        get
        {
            try
            {
                return files.Archive.TimesOf(Name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return [];
            }
        }
    }
}
