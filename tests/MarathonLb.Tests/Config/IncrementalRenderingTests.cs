using CsCheck;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

/// <summary>The renderer copies what did not change; whatever changed, its document must be the one that a fresh renderer makes.</summary>
public sealed class IncrementalRenderingTests
{
    private static readonly string[] Hosts = ["a.com", "b.com", "a.com,c.com", "b.com,d.com"];

    /// <summary>One app's services as they may look from one round to the next.</summary>
    private static readonly Gen<string> AppText = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 1], Gen.Int[0, 4], Gen.Int[0, 1023]).Select(static (id, ports, hosts, bits) => App(id, ports, hosts, bits));

    public static TheoryData<bool, bool, bool, bool> Modes()
    {
        TheoryData<bool, bool, bool, bool> modes = [];
        for (int i = 0; i < 16; i++) modes.Add((i & 1) > 0, (i & 2) > 0, (i & 4) > 0, (i & 8) > 0);
        return modes;
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Render_RoundsOfChanges_EqualAFreshRendering(bool defaults, bool map, bool grouped, bool bind)
    {
        TemplateSet templates = defaults ? Rendering.Defaults : Rendering.Goldens;
        RenderOptions options = new() { HaproxyMap = map, GroupHttpsByVhost = grouped, BindHttpHttps = bind };
        AppText.Array[0, 4].Array[1, 6].Sample(
            rounds =>
            {
                ConfigRenderer renderer = Rendering.With(templates, options);
                Dictionary<string, Service[]> kept = [];
                foreach (string[] apps in rounds)
                {
                    // An app whose text is the same keeps its very objects, as in the daemon.
                    Service[] services = [.. apps.Distinct().SelectMany(app => kept.TryGetValue(app, out Service[]? known) ? known : kept[app] = SampleApps.Build(app).Services)];
                    AssertSame(Rendering.With(templates, options).Render(services), renderer.Render(services));
                }
            },
            iter: 30, threads: 1, seed: "0N0XIzNsQ0O2");
    }

    private static void AssertSame(ConfigDocument fresh, ConfigDocument incremental)
    {
        Assert.Equal(Golden.Text(fresh.Text), Golden.Text(incremental.Text));
        Assert.Equal(Golden.Text(fresh.DomainMap), Golden.Text(incremental.DomainMap));
        Assert.Equal(Golden.Text(fresh.AppMap), Golden.Text(incremental.AppMap));
        Assert.Equal(fresh.Fragments.ToArray(), incremental.Fragments.ToArray());
    }

    private static string App(int id, int ports, int hosts, int bits)
    {
        List<(string, string)> labels = [];
        void Add(int bit, string name, string value)
        {
            if ((bits & (1 << bit)) != 0) labels.Add((name, value));
        }

        if (hosts < Hosts.Length) labels.Add(("0_VHOST", Hosts[hosts]));
        Add(0, "0_PATH", "/p");
        Add(1, "0_AUTH", "r:u:p");
        Add(2, "0_REDIRECT_TO_HTTPS", "true");
        Add(3, "0_MODE", "tcp");
        Add(4, "0_BACKEND_WEIGHT", "3");
        Add(5, "HAPROXY_1_VHOST", "b.com");
        Add(6, "0_HTTP_FRONTEND_ACL", "  # own {haproxy_dir}\n");
        Add(7, "0_STICKY", "true");
        Add(8, "0_SSL_CERT", "/x.pem");
        string[] servers = (bits & 512) != 0 ? ["10.0.0.1"] : ["10.0.0.1", "10.0.0.2"];
        return SampleApps.App($"/app{id}", ports == 0 ? [10000 + (2 * id)] : [10000 + (2 * id), 10001 + (2 * id)], servers, [.. labels]);
    }
}
