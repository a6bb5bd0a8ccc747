namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>Finds files of the repository from where the tests run.</summary>
internal static class Repository
{
    /// <summary>The folder with MarathonLb.sln.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>True where every version and tool must be there (scripts/test.sh sets MLB_REQUIRE_ALL): what is missing fails instead of being left out.</summary>
    public static bool RequiresAll { get; } = Environment.GetEnvironmentVariable("MLB_REQUIRE_ALL") == "1";

    /// <summary>A path below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder)
    {
        while (!File.Exists(Path.Combine(folder, "MarathonLb.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests must run inside the repository");
        }

        return folder;
    }
}
