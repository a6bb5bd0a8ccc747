using MarathonLb.EndToEnd.Infrastructure;
using MarathonLb.EndToEnd.Labels;

namespace MarathonLb.EndToEnd.Asking;

/// <summary>Apps whose rules overlap in every way: shared hosts, prefixes of prefixes, weights, redirects, passwords, several hosts, two claims of one vhost.</summary>
internal static class RoutedApps
{
    public static string[] Hosts(StackPlan plan) => [.. new[] { "shared", "one", "two", "secure", "both", "auth", "redir", "pass", "Shared", "none" }.Select(name => $"{name}.{plan.Domain}")];

    public static string[] Paths { get; } =
        ["/", "/b", "/b/deep", "/b/deep/er?q=1", "/bb", "/c", "/C/x", "/See", "/f", "/f/x?y=/b", "/h", "/hh/x", "/j/in", "/k", "/k%2Fx", "/pass/x", "/x//b"];

    public static void Plan(StackPlan plan, params string[] flags)
    {
        plan.Arguments.AddRange(flags);
        string auth = $"Realm:ali:{AuthTests.Hash}";
        Add("/a", "shared", []);
        Add("/b", "shared", [("PATH", "/b")]);
        Add("/c", "shared", [("PATH", "-i /C /see")]);
        Add("/d", "shared", [("PATH", "/b/deep"), ("BACKEND_WEIGHT", "5")]);
        Add("/e", "one,two", []);
        Add("/f", "two", [("PATH", "/f"), ("BACKEND_WEIGHT", "-2")]);
        Add("/g", "secure", [("REDIRECT_TO_HTTPS", "true")]);
        Add("/h", "both", [("REDIRECT_TO_HTTPS", "true"), ("PATH", "/h")]);
        Add("/i", "auth", [("AUTH", auth)]);
        Add("/j", "shared,auth", [("PATH", "/j"), ("AUTH", auth)]);
        Add("/k", "one,shared,both", [("PATH", "/k")]);
        Add("/l", "redir", [("HTTP_BACKEND_REDIR", "/f/start")]);
        Add("/m", "pass", [("HTTP_BACKEND_PROXYPASS_PATH", "/pass")]);
        Add("/n", "secure", [("BACKEND_WEIGHT", "-3")]);
        Add("/z", "shared", []);

        void Add(string id, string hosts, (string Name, string Value)[] labels) =>
            plan.Add(id, [("VHOST", string.Join(',', hosts.Split(',').Select(host => $"{host}.{plan.Domain}"))), .. labels]);
    }
}
