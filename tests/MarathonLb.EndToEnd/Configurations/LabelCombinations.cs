using MarathonSimulator.Generators;

namespace MarathonLb.EndToEnd.Configurations;

/// <summary>
/// Services with every combination of the labels that decide which lines are printed: redirect, password, path, number of hosts; sticky, HSTS,
/// proxypass, revproxy, redir, networks; mode and kind of health check. Values that only fill a line (certificate, bind options, balance, weight)
/// take turns.
/// </summary>
internal sealed class LabelCombinations(string certificateFile)
{
    /// <summary>With the fewest rounds there are: HAProxy tries every password's hash when it reads it, a thousand here.</summary>
    private const string Hash = "$5$rounds=1000$mlbsalt$.iG.nST5gGswI1jVUf/PKN8K8n0JTdUaZcTSx3ZJuU0";
    private const int FirstPort = 20000;

    private static readonly string?[] Checks =
        [null, "HTTP", "HTTPS", "TCP", "MESOS_HTTP", "MESOS_HTTPS", "MESOS_TCP", "COMMAND", "indexed"];

    private static readonly string[] HttpBalances =
        ["roundrobin", "source", "uri", "uri whole", "leastconn", "hdr(X-User)", "url_param session", "first", "random", "static-rr"];

    private static readonly string[] Paths = ["/a", "-i /A /b", "/c.d/~e"];

    private readonly AppsFile _apps = new();

    /// <summary>The apps.</summary>
    public static AppsFile Make(string certificateFile)
    {
        LabelCombinations combinations = new(certificateFile);
        for (int vhost = 0; vhost < 24; vhost++)
        {
            for (int backend = 0; backend < 64; backend++)
            {
                combinations.Add("http", vhost, backend, Checks[(vhost + backend) % Checks.Length]);
                if (backend % 4 == 0) combinations.Add("tcp", vhost, backend, Checks[(vhost + (backend / 4)) % Checks.Length]);
            }
        }

        foreach (string? check in Checks)
        {
            for (int backend = 0; backend < 64; backend++) combinations.Add("http", 0, backend, check);
            for (int backend = 0; backend < 64; backend += 8) combinations.Add("tcp", 0, backend, check);
        }

        return combinations._apps;
    }

    /// <param name="mode">http or tcp.</param>
    /// <param name="vhost">Bits: redirect, password, path; above them the number of hosts (none, one, three).</param>
    /// <param name="backend">Bits: sticky, HSTS, proxypass, revproxy, redir, networks.</param>
    /// <param name="check">Kind of the health check, or null.</param>
    private void Add(string mode, int vhost, int backend, string? check)
    {
        int number = _apps.Count;
        string id = $"/combination/a{number}.x";
        AppBuilder app = new AppBuilder(id).Host(FirstPort + number).First("MODE", mode);
        AddVhost(app, vhost, number);
        AddBackend(app, backend, number);
        AddFill(app, mode, number);
        if (check == "indexed") app.Check().First("BACKEND_HEALTHCHECK_PORT_INDEX", "0");
        else if (check is not null) app.Check(check, "/health?deep=1");
        _apps.Add(app, id);
    }

    private static void AddVhost(AppBuilder app, int bits, int number)
    {
        // Hosts are shared, as a site's apps share theirs; the several-host services add names of their own.
        string host = $"h{number % 40}.example.test";
        if (bits / 8 == 1) app.First("VHOST", host);
        if (bits / 8 == 2) app.First("VHOST", $"{host}, w{number % 30}.example.test,Mixed-Case{number % 20}.example.test");
        if ((bits & 1) != 0) app.First("REDIRECT_TO_HTTPS", "true");
        if ((bits & 2) != 0) app.First("AUTH", $"The {number}th realm:user:{Hash}");
        if ((bits & 4) != 0) app.First("PATH", Paths[number % Paths.Length]);
    }

    private static void AddBackend(AppBuilder app, int bits, int number)
    {
        if ((bits & 1) != 0) app.First("STICKY", "true");
        if ((bits & 2) != 0) app.First("USE_HSTS", "true");
        if ((bits & 4) != 0) app.First("HTTP_BACKEND_PROXYPASS_PATH", "/pass.path/");
        if ((bits & 8) != 0) app.First("HTTP_BACKEND_REVPROXY_PATH", "/root%20path");
        if ((bits & 16) != 0) app.First("HTTP_BACKEND_REDIR", $"/start/{number}?from=/");
        if ((bits & 32) != 0) app.First("BACKEND_NETWORK_ALLOWED_ACL", "127.0.0.0/8 10.1.55.43 2001:db8::/32");
    }

    private void AddFill(AppBuilder app, string mode, int number)
    {
        if (number % 20 == 0) app.First("SSL_CERT", certificateFile);
        if (number % 40 == 0) app.First("BIND_OPTIONS", "ssl-max-ver TLSv1.2");
        if (number % 7 == 0) app.First("BIND_ADDR", "127.0.0.1");
        if (number % 3 == 0) app.First("BALANCE", mode == "tcp" && number % 2 == 0 ? "uri" : HttpBalances[number / 3 % HttpBalances.Length]);
        if (number % 11 == 0) app.First("BACKEND_WEIGHT", $"{(number % 9) - 4}");
    }
}
