using System.Text.RegularExpressions;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Configurations;

/// <summary>The goldens' apps: byte for byte with their own templates, and silently accepted with our default ones.</summary>
public sealed partial class GoldenAppsTests
{
    /// <summary>
    /// What HAProxy refuses or warns of in the goldens' own template and bind texts, which are printed as they stand: headers in the version of
    /// httpchk (3.0), a frontend with its backend's name (3.2), a cookie on a tcp server, balancing of connections by uri, a cipher that does not exist.
    /// </summary>
    private static readonly (string Theirs, string Ours)[] Corrections =
    [
        (@" HTTP/1.1\\r\\nHost:\\ x", ""),
        ("frontend {backend}", "frontend own:{backend}"),
        ("{cookieOptions}{healthCheckOptions}", "{healthCheckOptions}"),
        ("balance {balance}", "balance source"),
        ("ciphers X", "ciphers AES128+EECDH"),
    ];

    public static TheoryData<string> Folders() => new(
        Directory.GetDirectories(Repository.PathOf("tests", "goldens")).Where(IsGolden).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal));

    /// <summary>The folders above and, where MLB_PEER_GOLDENS names a folder, those in it.</summary>
    public static TheoryData<string> AllFolders()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Repository.PathOf("tests", "goldens"));
        if (Environment.GetEnvironmentVariable("MLB_PEER_GOLDENS") is { Length: > 0 } peers) folders = folders.Concat(Directory.GetDirectories(peers));
        return new(folders.Where(IsGolden).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(AllFolders))]
    public async Task Dry_WithTheGoldensTemplates_PrintsWhatTheOriginalPrinted(string folder)
    {
        using Scratch scratch = new();
        Directory.CreateSymbolicLink(scratch["templates"], Repository.PathOf("tests", "goldens", "templates"));
        string[] arguments = File.ReadAllLines(Path.Combine(folder, "args.txt"));
        string source = "file:" + Path.Combine(folder, "apps.json");

        Run run = await PublishedBinary.RunAsync(scratch.Root, ["--marathon", source, "--dry", .. arguments]);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "expected.cfg")), run.Output);
        if (!File.Exists(Path.Combine(folder, "expected.domain2backend.map"))) return;

        string[] direct = ["--haproxy-config", scratch["haproxy.cfg"], "--skip-validation", "--command", "true"];
        Run written = await PublishedBinary.RunAsync(scratch.Root, ["--marathon", source, .. direct, .. arguments]);
        Assert.True(written.ExitCode == 0, written.ToString());
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "expected.domain2backend.map")), scratch.Read("domain2backend.map"));
        Assert.Equal(File.ReadAllText(Path.Combine(folder, "expected.app2backend.map")), scratch.Read("app2backend.map"));
    }

    [Theory, MemberData(nameof(Folders))]
    public async Task DefaultTemplates_WithTheGoldensApps_AreAcceptedSilently(string name)
    {
        using Scratch scratch = new();
        string certificate = scratch.Write("cert.pem", Certificate.For("example.test").Pem);
        string folder = Repository.PathOf("tests", "goldens", name);
        string apps = CertificatePath().Replace(File.ReadAllText(Path.Combine(folder, "apps.json")), certificate);
        foreach ((string theirs, string ours) in Corrections) apps = apps.Replace(theirs, ours, StringComparison.Ordinal);
        string[] arguments = [.. File.ReadAllLines(Path.Combine(folder, "args.txt")).Select(word => CertificatePath().Replace(word, certificate))];
        string[] certificates = arguments.Contains("--ssl-certs") ? [] : ["--ssl-certs", certificate];

        Run run = await SilenceTests.UncheckedAsync(scratch, scratch.Write("apps.json", apps), [.. arguments, .. certificates]);

        Assert.True(run.ExitCode == 0, run.ToString());
        foreach (HaproxyProgram haproxy in HaproxyProgram.All) await HaproxyProgram.Named(haproxy.Name).AcceptsSilentlyAsync(scratch["haproxy.cfg"]);
    }

    private static bool IsGolden(string folder) => File.Exists(Path.Combine(folder, "args.txt"));

    /// <summary>A certificate file of the recording machine.</summary>
    [GeneratedRegex("/etc/ssl/[A-Za-z0-9_./-]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CertificatePath();
}
