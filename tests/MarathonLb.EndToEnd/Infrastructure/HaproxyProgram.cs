namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>A HAProxy to test with.</summary>
/// <param name="Name">How tests call it: <c>installed</c>, <c>3.0</c>, <c>3.2</c>.</param>
/// <param name="File">The program.</param>
internal sealed record HaproxyProgram(string Name, string File)
{
    private static readonly string[] InstalledPlaces = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy"];

    /// <summary>All that are there; where everything is required, also those that are not, whose tests then fail.</summary>
    public static IReadOnlyList<HaproxyProgram> All { get; } =
    [
        .. new[]
        {
            new HaproxyProgram("installed", InstalledPlaces.FirstOrDefault(System.IO.File.Exists, InstalledPlaces[0])),
            new HaproxyProgram("3.0", Newer("MLB_HAPROXY_30", "haproxy-3.0")),
            new HaproxyProgram("3.2", Newer("MLB_HAPROXY_32", "haproxy-3.2")),
        }.Where(static haproxy => Repository.RequiresAll || haproxy.IsThere),
    ];

    private bool IsThere => System.IO.File.Exists(File);

    /// <summary>The one of that name.</summary>
    public static HaproxyProgram Named(string name)
    {
        HaproxyProgram haproxy = All.Single(haproxy => haproxy.Name == name);
        Assert.True(haproxy.IsThere, $"HAProxy {name} is required here, but {haproxy.File} is not there: scripts/newer-haproxy.sh gets it");
        return haproxy;
    }

    /// <summary>Asserts that it finds a configuration valid and has nothing to say about it but that.</summary>
    public async Task AcceptsSilentlyAsync(string configFile, IReadOnlyDictionary<string, string>? environment = null)
    {
        Run run = await Run.ProgramAsync(File, ["-c", "-f", configFile], null, environment);
        string said = (run.Output + run.Error).Replace("Configuration file is valid\n", "", StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0 && said.Length == 0, $"HAProxy {Name} -c -f {configFile}: {run}");
    }

    private static string Newer(string variable, string folder) =>
        Path.Combine(Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : Repository.PathOf(".tools", folder), "haproxy");
}
