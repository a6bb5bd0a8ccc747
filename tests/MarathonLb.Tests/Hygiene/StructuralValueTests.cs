using System.Text.Json;
using CsCheck;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Hygiene;

/// <summary>
/// Whatever stands in a label, an app id, a host or a health check: the configuration has the lines and words that it has with a harmless value, or the service
/// or label is left out, with a finding.
/// </summary>
public sealed class StructuralValueTests
{
    /// <summary>Every label of a service that is no template, with a harmless value.</summary>
    private static readonly (string Name, string Value)[] Harmless =
    [
        ("VHOST", "x.example.com"), ("PATH", "/x"), ("AUTH", "r:u:p"), ("SSL_CERT", "/x.pem"), ("BIND_OPTIONS", "o"), ("BIND_ADDR", "10.0.0.9"), ("PORT", "10001"), ("MODE", "http"),
        ("BALANCE", "source"), ("BACKEND_WEIGHT", "1"), ("BACKEND_NETWORK_ALLOWED_ACL", "10.0.0.0/8"), ("BACKEND_HEALTHCHECK_PORT_INDEX", "0"), ("HTTP_BACKEND_PROXYPASS_PATH", "/x"),
        ("HTTP_BACKEND_REVPROXY_PATH", "/x"), ("HTTP_BACKEND_REDIR", "/x"), ("GROUP", "g"), ("ENABLED", "true"), ("STICKY", "true"), ("REDIRECT_TO_HTTPS", "true"), ("USE_HSTS", "true"),
    ];

    private static readonly string[] Places = [.. Harmless.Select(static label => label.Name), "id", "host", "path", "protocol", "DEPLOYMENT_GROUP"];

    public static TheoryData<bool, bool, bool> Modes() => new() { (true, false, false), (true, true, false), (true, false, true), (true, true, true), (false, false, false), (false, true, true) };

    [Theory]
    [MemberData(nameof(Modes))]
    public void Render_AnyValueInAnyPlace_AddsNoLineAndNoWord(bool defaults, bool map, bool grouped)
    {
        TemplateSet templates = defaults ? Rendering.Defaults : Rendering.Goldens;
        RenderOptions options = new() { HaproxyMap = map, GroupHttpsByVhost = grouped };
        int served = 0;
        Gen.Select(Gen.Int[0, Places.Length - 1], Hostile.Values, Gen.Int[0, (1 << Harmless.Length) - 1]).Sample(
            (place, value, bits) =>
            {
                Dictionary<string, string> values = Chosen(bits);
                values[Places[place]] = value;
                AppsModel model = SampleApps.Build(App(values));
                AssertSaid(values, Places[place], value, model.Findings);
                if (model.Services is not [Service service]) return;
                served++;
                Service twin = Assert.Single(SampleApps.Build(App(TwinOf(service, values))).Services);
                Assert.Equal(Skeleton.Of(Rendering.With(templates, options).Render([twin])), Skeleton.Of(Rendering.With(templates, options).Render([service])));
            },
            iter: 2_000, threads: 1, seed: "0N0XIzNsQ0O2");
        Assert.True(served > 250, $"{served}");
    }

    private static Dictionary<string, string> Chosen(int bits)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal) { ["id"] = "/app", ["host"] = "10.0.0.1", ["path"] = "/health", ["protocol"] = "HTTP" };
        for (int i = 0; i < Harmless.Length; i++)
        {
            if ((bits & (1 << i)) != 0) values[Harmless[i].Name] = Harmless[i].Value;
        }

        return values;
    }

    private static string App(Dictionary<string, string> values)
    {
        (string, string)[] labels = [.. values.Where(static pair => char.IsUpper(pair.Key[0])).Select(static pair => (pair.Key == "DEPLOYMENT_GROUP" ? "HAPROXY_DEPLOYMENT_GROUP" : "0_" + pair.Key, pair.Value))];
        string check = values.TryGetValue("path", out string? path)
            ? $$""", "healthChecks":[{"protocol":"{{JsonEncodedText.Encode(values["protocol"])}}","path":"{{JsonEncodedText.Encode(path)}}","portIndex":0}]"""
            : "";
        return SampleApps.App(values["id"], [10000], [values["host"]], labels, check);
    }

    /// <summary>A value that breaks a line is nowhere in order, so its owner must hear of it.</summary>
    private static void AssertSaid(Dictionary<string, string> values, string place, string value, IReadOnlyList<Finding> findings)
    {
        // Around a value, and an item of a list, blanks are harmless and dropped.
        if (value.Split(',').All(static item => item.Trim().AsSpan().IndexOfAny("\n\r\0\u2028\u200b") < 0)) return;
        string subject = place is "id" or "host" or "path" or "protocol" ? "" : place == "DEPLOYMENT_GROUP" ? "HAPROXY_DEPLOYMENT_GROUP" : "HAPROXY_0_" + place;
        Assert.True(
            findings.Any(finding => subject.Length == 0 ? finding.Code is "app-id" or "task-unusable" or "health-check" : finding.Subject == subject),
            $"nobody says a word about {JsonEncodedText.Encode(value)} in {place} of {values.Count}");
    }

    /// <summary>The app with a harmless value in each place that the service has one, of as many words.</summary>
    private static Dictionary<string, string> TwinOf(Service service, Dictionary<string, string> values)
    {
        Dictionary<string, string> twin = new(values, StringComparer.Ordinal) { ["id"] = "/app", ["host"] = "10.0.0.1" };
        twin.Remove("DEPLOYMENT_GROUP");
        Set("VHOST", service.Vhosts.Length == 0 ? null : string.Join(',', service.Vhosts.Select(static (_, i) => $"h{i}.example.com")));
        Set("PATH", service.Labels.Path is string path ? Words(path.Replace("\\ ", "_", StringComparison.Ordinal), static word => word is "-i" or "--" ? word : "/x") : null);
        Set("AUTH", service.Labels.Auth is null ? null : "r:u:p");
        Set("SSL_CERT", service.Labels.SslCert is string cert ? Words(cert, static word => word == "crt" ? word : "/x.pem") : null);
        Set("BIND_OPTIONS", service.Labels.BindOptions is string options ? Words(options, static _ => "o") : null);
        Set("BIND_ADDR", service.Labels.BindAddr is null ? null : "10.0.0.9");
        Set("PORT", service.Labels.Port is null ? null : "10001");
        Set("MODE", service.Labels.Mode);
        Set("BALANCE", service.Labels.Balance);
        Set("BACKEND_WEIGHT", service.Labels.BackendWeight?.ToString());
        Set("BACKEND_NETWORK_ALLOWED_ACL", service.Labels.BackendNetworkAllowedAcl is string[] networks ? string.Join(' ', networks.Select(static _ => "10.0.0.0/8")) : null);
        Set("HTTP_BACKEND_PROXYPASS_PATH", service.Labels.ProxypassPath is null ? null : "/x");
        Set("HTTP_BACKEND_REVPROXY_PATH", service.Labels.RevproxyPath is null ? null : "/x");
        Set("HTTP_BACKEND_REDIR", service.Labels.RedirPath is null ? null : "/x");
        Set("BACKEND_HEALTHCHECK_PORT_INDEX", service.Labels.BackendHealthcheckPortIndex?.ToString());
        if (service.HealthCheck is null) twin.Remove("path");
        else twin["path"] = "/x";
        if (service.HealthCheck is { Protocol: not ("HTTP" or "TCP" or "MESOS_TCP") }) twin["protocol"] = "X";

        // A health check that is refused still says how the app speaks.
        if (service.HealthCheck is null) twin["MODE"] = service.IsHttp ? "http" : "tcp";
        return twin;

        void Set(string name, string? value)
        {
            if (value is null) twin.Remove(name);
            else twin[name] = value;
        }
    }

    private static string Words(string text, Func<string, string> word) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word));
}
