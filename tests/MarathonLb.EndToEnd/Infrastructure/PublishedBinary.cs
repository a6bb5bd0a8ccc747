namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>
/// The native marathon-lb under test: the file that MLB_BINARY names, else artifacts/publish/marathon-lb
/// (<c>dotnet publish src/MarathonLb -c Release -r linux-x64 -o artifacts/publish</c>).
/// </summary>
internal static class PublishedBinary
{
    public static string File { get; } = Find();

    /// <summary>Runs it. Syslog is turned off: a test machine's log is no place for test traffic.</summary>
    public static Task<Run> RunAsync(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Run.ProgramAsync(File, [.. arguments, "--syslog-socket", "/dev/null"], folder, environment);

    private static string Find()
    {
        string file = Environment.GetEnvironmentVariable("MLB_BINARY") is { Length: > 0 } given
            ? given
            : Repository.PathOf("artifacts", "publish", "marathon-lb");
        return System.IO.File.Exists(file)
            ? file
            : throw new InvalidOperationException($"{file} is not there: publish it (scripts/test.sh does) or name another one with MLB_BINARY");
    }
}
