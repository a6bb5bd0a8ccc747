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
        "--health-check --strict-mode");

    [Theory, MemberData(nameof(Shapes))]
    public async Task DefaultTemplates_EveryCombinationOfLabels_AreAcceptedSilently(string shape)
    {
        using Scratch folder = new();
        string certificate = folder.Write("cert.pem", Certificate.For("example.test").Pem);
        AppsFile apps = LabelCombinations.Make(certificate);
        string source = folder.Write("apps.json", apps.ToString());

        Run run = await UncheckedAsync(folder, source, ["--ssl-certs", certificate, .. shape.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.True(run.ExitCode == 0, run.ToString());
        if (!shape.Contains("--strict-mode", StringComparison.Ordinal))
        {
            Assert.Equal(apps.Count, folder.Read("haproxy.cfg").Split('\n').Count(line => line.StartsWith("backend combination_", StringComparison.Ordinal)));
        }

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
