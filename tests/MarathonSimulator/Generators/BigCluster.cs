using System.Globalization;
using System.Text.Json.Nodes;
using MarathonSimulator.Deployments;
using MarathonSimulator.State;

namespace MarathonSimulator.Generators;

/// <summary>
/// Thousands of realistic apps, the same for the same arguments: about 5.2 KB of JSON for an app with five tasks. One in two uses host
/// networking, the others bridge and an address per task; one in twenty has the form of Marathon 0.11.
/// </summary>
public static class BigCluster
{
    private static readonly DateTime Version = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly Lazy<HashSet<int>> NoPorts = new(() => []);
    private static readonly string[] Environments = ["prod", "prod", "prod", "staging", "qa"];
    private static readonly string[] Tiers = ["frontend", "backend", "batch", "edge"];

    /// <summary>Makes the apps one at a time.</summary>
    /// <param name="count">How many; each has its own service port from 10000 up.</param>
    /// <param name="tasksPerApp">Running tasks of each app.</param>
    /// <param name="seed">Another seed gives other names, labels and addresses.</param>
    /// <param name="network">First two octets of the tasks' addresses.</param>
    public static IEnumerable<SimApp> Make(int count, int tasksPerApp = 5, int seed = 1, string network = "127.200")
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++)
            yield return MakeApp(i, tasksPerApp, random, network);
    }

    private static SimApp MakeApp(int index, int tasksPerApp, Random random, string network)
    {
        var team = $"team{index % 40:00}";
        var environment = Environments[random.Next(Environments.Length)];
        var legacy = random.Next(20) == 0;
        var builder = new AppBuilder($"/{team}/{environment}/svc-{index:00000}").Instances(tasksPerApp).Check();
        var port = 10000 + (index % 55000);
        Network(builder, port, legacy, random);
        Labels(builder, index, team, environment, random);
        Details(builder, index, team, environment, random);
        var form = legacy ? MarathonForm.V011 : MarathonForm.V18;
        var app = new SimApp(AppDefaults.Complete(builder.Build(), form, NoPorts), Version) { Legacy = legacy };
        for (var i = 0; i < tasksPerApp; i++)
            app.Tasks.Add(MakeTask(app, (index * tasksPerApp) + i, random, network));
        return app;
    }

    private static void Network(AppBuilder builder, int port, bool legacy, Random random)
    {
        var shape = random.Next(10);
        if (legacy)
            _ = shape < 5 ? builder.PlainPorts(port) : builder.DockerBridge(8080, port);
        else
            _ = shape < 5 ? builder.Host(port) : shape < 8 ? builder.Bridge((8080, port)) : builder.OwnAddress((8080, port));
    }

    private static void Labels(AppBuilder builder, int index, string team, string environment, Random random)
    {
        builder.Label("owner", team).Label("environment", environment).Label("tier", Tiers[random.Next(Tiers.Length)])
            .Label("repository", $"https://git.example.com/{team}/svc-{index:00000}").Label("cost-center", $"cc-{random.Next(1000, 9999)}");
        if (random.Next(10) == 0)
            builder.Label("HAPROXY_GROUP", "internal");
        var host = $"svc-{index:00000}.{team}.example.com";
        var kind = random.Next(20);
        if (kind >= 6)
            builder.First("VHOST", kind == 6 ? $"{host},www.{host}" : host);
        if (kind is 7 or 8)
            builder.First("PATH", $"/v{random.Next(1, 4)}/{team}");
        if (kind == 9)
            builder.First("STICKY", "true");
        if (kind is 10 or 11)
            builder.First("REDIRECT_TO_HTTPS", "true").First("USE_HSTS", "true");
        if (kind == 12)
            builder.First("BALANCE", "leastconn").First("BACKEND_WEIGHT", random.Next(1, 10).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What Marathon answers and a load balancer has no use for: most of the bytes.</summary>
    private static void Details(AppBuilder builder, int index, string team, string environment, Random random)
    {
        builder.With("env", new JsonObject
        {
            ["JAVA_OPTS"] = "-Xms128m -Xmx256m -XX:+UseG1GC",
            ["REGION"] = "eu-1",
            ["ENVIRONMENT"] = environment,
            ["DATABASE_URL"] = $"postgres://{team}@db-{random.Next(1, 9)}.{environment}.example.com:5432/svc_{index:00000}?sslmode=require",
            ["LOG_LEVEL"] = "info",
            ["FEATURE_FLAGS"] = $"checkout-v2,search-{random.Next(1, 5)},new-header,dark-mode",
        });
        builder.With("constraints", new JsonArray(new JsonArray("hostname", "UNIQUE"), new JsonArray("rack", "GROUP_BY", "3")));
        builder.With("cpus", random.Next(1, 20) / 10.0).With("mem", 128 * random.Next(1, 9));
    }

    private static SimTask MakeTask(SimApp app, int number, Random random, string network)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        var (id, instance) = TaskNames.Make(app.Id, new Guid(bytes), app.Legacy);
        var host = $"{network}.{random.Next(1, 30)}.{random.Next(1, 250)}";
        var own = NetworkShape.ModeOf(app.Definition) == NetworkMode.Container;
        int[] ports = own ? [] : [random.Next(20000, 30000)];
        return new SimTask
        {
            Id = id,
            InstanceId = instance,
            AppId = app.Id,
            Host = host,
            IpAddress = own ? $"{network}.{30 + (number / 250 % 220)}.{1 + (number % 250)}" : host,
            Ports = ports,
            ServingPorts = own ? [8080] : ports,
            SlaveId = $"20260101-093000-S{random.Next(100)}",
            Version = app.LastConfigChangeAt,
            StagedAt = Version,
            StartedAt = Version.AddSeconds(5),
            State = TaskStates.Running,
            Alive = true,
            HealthSince = Version.AddSeconds(10),
        };
    }
}
