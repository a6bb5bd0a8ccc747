using MarathonLb.Apps;
using MarathonLb.Asking;
using MarathonLb.Asking.Routing;
using MarathonLb.Config;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Asking;

/// <summary>Models to ask about.</summary>
internal static class Asked
{
    public static AskedModel Of(AppsOptions options, params string[] apps) => Of(options, new RenderOptions { Conflicts = ConflictMode.First }, SampleApps.Read(apps), out _);

    public static AskedModel Of(AppsOptions options, RenderOptions render, MarathonApp[] apps, out Generation generation)
    {
        ConfigGenerator generator = new(options, render, new Golden.Addresses(), "/dev/null", static _ => null);
        generation = generator.Generate(new MarathonSnapshot(apps, [], 0, "test"));
        return new AskedModel(options, render, generation.Model, generation.Findings, Golden.Text(generation.Document.Text));
    }

    /// <summary>Follows a request through a configuration of our own.</summary>
    public static RouteAnswer Route(string config, string url, params (string Name, string Value)[] headers) =>
        RouteTracer.Trace(new ConfigText(config, "a.test map_b\n", "", static _ => null), RouteRequest.Parse(url, headers.Select(static header => KeyValuePair.Create(header.Name, header.Value)))!, url);
}
