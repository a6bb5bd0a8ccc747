using System.Text;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Config;

/// <summary>A recorded output of marathon-lb 1.15: apps, flags, and what it printed.</summary>
internal sealed class Golden(string folder)
{
    private readonly string[] _args = File.ReadAllLines(Path.Combine(folder, "args.txt"));

    /// <summary>The folders of all goldens; also those of MLB_PEER_GOLDENS, where it is set.</summary>
    public static IEnumerable<string> Folders()
    {
        IEnumerable<string> folders = Directory.GetDirectories(Repository.PathOf("tests", "goldens"));
        if (Environment.GetEnvironmentVariable("MLB_PEER_GOLDENS") is { Length: > 0 } peers) folders = folders.Concat(Directory.GetDirectories(peers));
        return folders.Where(static folder => File.Exists(Path.Combine(folder, "args.txt"))).Order(StringComparer.Ordinal);
    }

    public MarathonApp[] ReadApps() =>
        new FileAppSource(Path.Combine(folder, "apps.json")).FetchAppsAsync(CancellationToken.None).GetAwaiter().GetResult().Apps;

    public string Expected(string file) => File.ReadAllText(Path.Combine(folder, file));

    public bool Has(string file) => File.Exists(Path.Combine(folder, file));

    public AppsOptions AppsOptions => new()
    {
        Groups = Values("--group"),
        StrictMode = _args.Contains("--strict-mode"),
        HealthCheck = _args.Contains("--health-check"),
        MinServicePort = int.Parse(Values("--min-serv-port-ip-per-task").FirstOrDefault("10050")),
        MaxServicePort = int.Parse(Values("--max-serv-port-ip-per-task").FirstOrDefault("10100")),
    };

    public RenderOptions RenderOptions => new()
    {
        HaproxyMap = _args.Contains("--haproxy-map"),
        BindHttpHttps = !_args.Contains("--dont-bind-http-https"),
        GroupHttpsByVhost = _args.Contains("--group-https-by-vhost"),
        SslCerts = Values("--ssl-certs").FirstOrDefault("/etc/ssl/cert.pem").Split(','),
    };

    /// <summary>The golden's templates, compiled.</summary>
    public static Template[] Templates(TemplateCompiler compiler)
    {
        List<Finding> findings = [];
        Template[] templates = new TemplateLoader(compiler, static _ => null, Repository.PathOf("tests", "goldens", "templates"), null).Load(findings);
        Assert.Empty(findings);
        return templates;
    }

    public ConfigRenderer Renderer(TemplateCompiler compiler) => new(new TemplateSet(Templates(compiler)), RenderOptions, AppsOptions);

    public static string Text(ConfigWriter writer) => Encoding.UTF8.GetString(writer.WrittenSpan);

    private string[] Values(string flag) =>
        [.. _args.Select((word, i) => (word, i)).Where(pair => pair.word == flag).Select(pair => _args[pair.i + 1])];

    /// <summary>Addresses as the recording machine had them.</summary>
    internal sealed class Addresses : IHostAddresses
    {
        public string? Ipv4Of(string host) => host == "localhost" ? "127.0.0.1" : host;
    }
}
