using System.Text;
using System.Text.Json;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Apps;

/// <summary>Apps for tests, written as Marathon writes them and read by the product's own reader.</summary>
internal static class SampleApps
{
    /// <summary>Every app, whatever its group.</summary>
    public static AppsOptions Everything { get; } = new() { Groups = ["*"] };

    /// <summary>A host-mode app: one task per host, with as many ports as the app.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="ports">Its service ports.</param>
    /// <param name="hosts">Where its tasks run; task port i is 31000 + i.</param>
    /// <param name="labels">Its labels; those of the service port 0 may begin with "0_".</param>
    /// <param name="more">More members, beginning with a comma.</param>
    public static string App(string id, int[] ports, string[] hosts, (string Name, string Value)[] labels, string more = "")
    {
        string taskPorts = string.Join(',', ports.Select(static (_, i) => 31000 + i));
        IEnumerable<string> tasks = hosts.Select(host => $$"""{"id":{{Quoted($"{id}@{host}")}},"host":{{Quoted(host)}},"ports":[{{taskPorts}}],"state":"TASK_RUNNING"}""");
        IEnumerable<string> texts = labels.Select(static label => $"{Quoted(label.Name.StartsWith("0_") ? "HAPROXY_" + label.Name : label.Name)}:{Quoted(label.Value)}");
        return $$"""
            {"id":{{Quoted(id)}},"instances":{{hosts.Length}},"labels":{ {{string.Join(',', texts)}} },
             "portDefinitions":[{{string.Join(',', ports.Select(static port => $"{{\"port\":{port}}}"))}}],"tasks":[{{string.Join(',', tasks)}}]{{more}}}
            """;
    }

    /// <summary>An app with one service port and one task.</summary>
    public static string App(string id, int port, params (string Name, string Value)[] labels) => App(id, [port], ["10.0.0.1"], labels);

    /// <summary>Reads apps.</summary>
    public static MarathonApp[] Read(params string[] apps)
    {
        byte[] document = Encoding.UTF8.GetBytes($$"""{"apps":[{{string.Join(',', apps)}}]}""");
        return new SnapshotReader().ReadAsync(new MemoryStream(document), "test", CancellationToken.None).GetAwaiter().GetResult().Apps;
    }

    /// <summary>Builds the services of apps.</summary>
    public static AppsModel Build(params string[] apps) => Build(Everything, apps);

    /// <summary>Builds the services of apps.</summary>
    public static AppsModel Build(AppsOptions options, params string[] apps) =>
        new AppsBuilder(options, new Golden.Addresses(), new TemplateCompiler()).Build(Read(apps));

    /// <summary>The one service of an app with one service port and one task.</summary>
    public static Service ServiceWith(params (string Name, string Value)[] labels) => Assert.Single(Build(App("/app", 10000, labels)).Services);

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
