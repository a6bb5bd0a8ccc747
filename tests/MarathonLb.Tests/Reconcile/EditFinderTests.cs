using System.Text;
using CsCheck;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Planning;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Reconcile;

/// <summary>A round that looks at the changed services alone must come to what a round over all of them comes to.</summary>
public sealed class EditFinderTests
{
    private static readonly RoundPlanner Planner = new(ConfigPaths.For("/etc/haproxy/haproxy.cfg"));
    private static readonly RuntimeFeatures Features = new(new HaproxyVersion(3, 2, 0));
    private static readonly string[] Hosts = ["a.com", "b.com", "a.com,c.com"];

    /// <summary>Seven of eight changes are of servers alone, as in a cluster.</summary>
    private static readonly Gen<Change> Changes =
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 8191]).Select(static (app, kind, servers, bits) => new Change(app, kind == 0 ? bits : null, servers));

    public static TheoryData<bool, bool, bool> Modes()
    {
        TheoryData<bool, bool, bool> modes = [];
        foreach (bool map in new[] { false, true })
        {
            foreach (bool grouped in new[] { false, true })
            {
                modes.Add((map, grouped, false));
                modes.Add((map, grouped, true));
            }
        }

        return modes;
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Generate_RoundsOfChanges_EqualAFreshGeneration(bool map, bool grouped, bool tell)
    {
        RenderOptions options = new() { HaproxyMap = map, GroupHttpsByVhost = grouped, Conflicts = tell ? ConflictMode.Tell : ConflictMode.First };
        int edited = 0;
        Changes.Array[1, 2].Array[4, 12].Sample(
            rounds =>
            {
                ConfigGenerator incremental = Generator(options);
                State[] states = [.. Enumerable.Range(0, 6).Select(static i => new State(i * 37, 1 + (i % 2)))];
                Dictionary<string, MarathonApp> known = [];
                Generation? before = null;
                foreach (Change[] round in rounds)
                {
                    foreach (Change change in round) states[change.App] = new State(change.Bits ?? states[change.App].Bits, change.Servers);
                    MarathonSnapshot snapshot = new([.. states.SelectMany((state, id) => Known(App(id, state), known))], [], 0, "test");
                    Generation wanted = incremental.Generate(snapshot);
                    edited += AssertEditsAreRight(before, wanted) ? 1 : 0;
                    AssertSame(Generator(options).Generate(snapshot), wanted);
                    incremental.Keep(wanted);
                    if (wanted.Edits is not { Backends.Count: 0 }) before = wanted;
                }
            },
            iter: 40, threads: 1, seed: "0N0XIzNsQ0O2");

        // A vhost's own frontend is always looked at as a whole.
        if (!grouped) Assert.True(edited > 20, $"only {edited} rounds took the short way");
    }

    [Fact]
    public void Generate_OneMoreServer_IsNotPrintedUnlessAsked()
    {
        ConfigGenerator generator = Generator(new RenderOptions());
        Dictionary<string, MarathonApp> known = [];
        Generation first = generator.Generate(Snapshot(known, new State(0, 1), new State(0, 1)));
        generator.Keep(first);
        Generation second = generator.Generate(Snapshot(known, new State(0, 1), new State(0, 2)));
        Assert.Equal(["\nbackend app1_10002", "\nbackend app1_10003"], second.Edits!.Backends.Select(static edit => Encoding.UTF8.GetString(edit.Wanted).Split("\n  ")[0]));
        Assert.Same(first.Findings, second.Findings);
        Assert.Contains("10.0.0.2:31000", Text(second), StringComparison.Ordinal);
    }

    /// <summary>A new definition of an app, of which nothing is printed.</summary>
    [Fact]
    public void Generate_AppIsAnotherObjectThatSaysTheSame_NothingIsEdited()
    {
        ConfigGenerator generator = Generator(new RenderOptions());
        Generation first = generator.Generate(Snapshot([], new State(0, 1)));
        generator.Keep(first);
        Generation second = generator.Generate(new MarathonSnapshot(SampleApps.Read(App(0, new State(0, 1)).Replace("\"labels\":{", "\"labels\":{\"OWNER\":\"us\",", StringComparison.Ordinal)), [], 0, "test"));
        Assert.Empty(second.Edits!.Backends);
        Assert.Same(first.Document, second.Document);
    }

    /// <summary>Lines that a template prints before a section's first belong to the section of another service.</summary>
    [Fact]
    public void TryPlan_BackendTemplateWithoutAHeader_IsNotTakenForAWholeSection()
    {
        ConfigGenerator generator = Generator(new RenderOptions());
        string[] hosts = ["10.0.0.1"];
        string headless = SampleApps.App("/b", [10001], hosts, [("0_BACKEND_HEAD", "  # nothing\n  fullconn 9\n")]);
        MarathonApp other = SampleApps.Read(headless)[0];
        Generation first = generator.Generate(new MarathonSnapshot([.. SampleApps.Read(SampleApps.App("/a", [10000], hosts, [])), other], [], 0, "test"));
        generator.Keep(first);
        Generation second = generator.Generate(new MarathonSnapshot([.. SampleApps.Read(SampleApps.App("/a", [10000], ["10.0.0.1", "10.0.0.2"], [])), other], [], 0, "test"));
        Assert.Single(second.Edits!.Backends);
        Assert.False(RoundPlanner.TryPlan(Snapshot(first), second.Edits, second.Frame, Features, out _));
    }

    private static bool AssertEditsAreRight(Generation? before, Generation wanted)
    {
        if (before is null || ReferenceEquals(before, wanted) || wanted.Edits is not DocumentEdits edits) return false;
        ConfigSnapshot running = Snapshot(before);
        Assert.Same(before.Document, edits.Document);
        bool planned = RoundPlanner.TryPlan(running, edits, wanted.Frame, Features, out RuntimePlan plan);
        ReloadReason? reason = Planner.Decide(running, Snapshot(wanted), Features, out _, out RuntimePlan whole);
        Assert.Equal(reason is null, planned);
        Assert.Equal(edits.Backends.Count == 0, Text(before) == Text(wanted));
        if (planned) Assert.Equal(whole.Backends.Select(InWords), plan.Backends.Select(InWords).Order(StringComparer.Ordinal));
        return edits.Backends.Count > 0;
    }

    private static void AssertSame(Generation fresh, Generation incremental)
    {
        Assert.Equal(Text(fresh), Text(incremental));
        Assert.Equal(Golden.Text(fresh.Document.DomainMap), Golden.Text(incremental.Document.DomainMap));
        Assert.Equal(Golden.Text(fresh.Document.AppMap), Golden.Text(incremental.Document.AppMap));
        Assert.Equal(fresh.Document.Fragments.ToArray(), incremental.Document.Fragments.ToArray());
        Assert.Equal(fresh.Findings.Select(static finding => finding.ToString()), incremental.Findings.Select(static finding => finding.ToString()));
        Assert.Equal(fresh.Model.Services.Select(static service => (service.Backend, service.Listens)), incremental.Model.Services.Select(static service => (service.Backend, service.Listens)));
    }

    private static string InWords(BackendChange change) => string.Join(
        '\n',
        [change.Backend, .. change.Added.Select(static line => $"+{line.Text}"), .. change.Removed.Select(static line => $"-{line.Text}"), .. change.Changed.Select(static pair => $"{pair.From.Text}>{pair.To.Text}")]);

    /// <summary>Where conflicts are only told, a service without servers is not kept, so that services come and go.</summary>
    private static ConfigGenerator Generator(RenderOptions options) =>
        new(SampleApps.Everything with { KeepEmptyServices = options.Conflicts == ConflictMode.First }, options, new Golden.Addresses(), "/nowhere", static _ => null);

    private static ConfigSnapshot Snapshot(Generation generation) => ConfigSnapshot.Of(generation.Document, maps: true);

    private static MarathonSnapshot Snapshot(Dictionary<string, MarathonApp> known, params State[] states) =>
        new([.. states.SelectMany((state, id) => Known(App(id, state), known))], [], 0, "test");

    /// <summary>An app whose text is the same keeps its very object, as in the daemon.</summary>
    private static MarathonApp[] Known(string text, Dictionary<string, MarathonApp> known) =>
        [known.TryGetValue(text, out MarathonApp? app) ? app : known[text] = SampleApps.Read(text)[0]];

    private static string Text(Generation generation) => Golden.Text(generation.Document.Text);

    private static string App(int id, State state)
    {
        List<(string, string)> labels = [];
        if (state.Bits % 4 < Hosts.Length) labels.Add(("0_VHOST", Hosts[state.Bits % 4]));
        void Add(int bit, string name, string value)
        {
            if ((state.Bits & (1 << bit)) != 0) labels.Add((name, value));
        }

        Add(0, "0_PATH", "/p");
        Add(1, "0_AUTH", "r:u:p");
        Add(2, "0_REDIRECT_TO_HTTPS", "true");
        Add(3, "0_MODE", "tcp");
        Add(4, "0_BACKEND_WEIGHT", "3");
        Add(5, "HAPROXY_1_VHOST", "b.com");
        Add(6, "0_HTTP_FRONTEND_ACL", "  # own {backend} {hostname}\n");
        Add(7, "0_STICKY", "true");
        Add(8, "0_SSL_CERT", "/x.pem");
        Add(9, "0_PORT", "10000");
        Add(10, "0_BACKEND_HEAD", "#!liquid\n{% if a.b %}");
        Add(11, "0_FRONTEND_HEAD", "#!liquid\nfrontend x{{ service.servers | size }}\n");
        Add(12, "HAPROXY_DEPLOYMENT_GROUP", $"/group{id / 3}");
        return SampleApps.App($"/app{id}", [10000 + (2 * id), 10001 + (2 * id)], [.. Enumerable.Range(1, state.Servers).Select(static i => $"10.0.0.{i}")], [.. labels]);
    }

    private sealed record Change(int App, int? Bits, int Servers);

    private sealed record State(int Bits, int Servers);
}
