using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Configurations;

/// <summary>No HAProxy has anything to say about a configuration from our default templates, whatever the labels.</summary>
public sealed class SilenceTests
{
    public static TheoryData<string> Shapes() => new(
        "",
        "--haproxy-map",
        "--group-https-by-vhost",
        "--group-https-by-vhost --haproxy-map",
        "--dont-bind-http-https",
        "--dont-bind-http-https --haproxy-map",
        "--strict-mode");

    [Theory, MemberData(nameof(Shapes))]
    public async Task DefaultTemplates_EveryCombinationOfLabels_AreAcceptedSilently(string shape)
    {
        using Scratch folder = new();
        string certificate = folder.Write("cert.pem", Certificate.For("example.test").Pem);
        AppsFile apps = LabelCombinations.Make(certificate);
        string[] arguments = ["--ssl-certs", certificate, .. shape.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

        Run run = await UncheckedAsync(folder, folder.Write("apps.json", apps.ToString()), arguments);

        Assert.True(run.ExitCode == 0, run.ToString());
        int backends = folder.Read("haproxy.cfg").Split('\n').Count(line => line.StartsWith("backend combination_", StringComparison.Ordinal));
        Assert.Equal(arguments.Contains("--strict-mode") ? 0 : apps.Count, backends);
        foreach (HaproxyProgram haproxy in HaproxyProgram.All) await HaproxyProgram.Named(haproxy.Name).AcceptsSilentlyAsync(folder["haproxy.cfg"]);
    }

    /// <summary>Writes the configuration and its maps without asking a HAProxy.</summary>
    internal static Task<Run> UncheckedAsync(Scratch folder, string source, string[] arguments)
    {
        string[] group = arguments.Contains("--group") ? [] : ["--group", "external"];
        return PublishedBinary.RunAsync(
            folder.Root,
            ["--marathon", "file:" + source, "--haproxy-config", folder["haproxy.cfg"], "--skip-validation", "--command", "true", .. group, .. arguments]);
    }
}
