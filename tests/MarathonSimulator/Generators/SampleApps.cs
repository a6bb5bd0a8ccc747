using System.Text.Json.Nodes;

namespace MarathonSimulator.Generators;

/// <summary>A dozen apps for the demo; each shows something else that marathon-lb does.</summary>
public static class SampleApps
{
    /// <summary>SHA-512 crypt of the password <c>demo</c>, as <c>openssl passwd -6 -salt demosalt demo</c> prints it.</summary>
    public const string DemoPasswordHash =
        "$6$demosalt$T6xIRq/F8Go17dv7qZb2rAsW2PkULEJ5YRvkJ2AMf4MiufxpNK.s2n43wHxjYJM32bsS3eIKlhvfWVfC7lHl3.";

    /// <summary>All of them, on service ports 10001 to 10012.</summary>
    public static IReadOnlyList<JsonObject> Dozen() =>
    [
        Http("/demo/web", 10001, 3).First("VHOST", "web.demo.test").Build(),
        Http("/demo/shop", 10002, 2).First("VHOST", "shop.demo.test,www.shop.demo.test").First("BALANCE", "leastconn").Build(),

        // Same host as /demo/web: the weight puts its path rule before that app's.
        Bridge("/demo/api", 10003, 2).First("VHOST", "web.demo.test").First("PATH", "/api").First("BACKEND_WEIGHT", "10").Build(),
        Http("/demo/admin", 10004, 1).First("VHOST", "admin.demo.test").First("AUTH", "Demo:demo:" + DemoPasswordHash).Build(),
        Http("/demo/cart", 10005, 3).First("VHOST", "cart.demo.test").First("STICKY", "true").Build(),
        Http("/demo/secure", 10006, 2).First("VHOST", "secure.demo.test")
            .First("REDIRECT_TO_HTTPS", "true").First("USE_HSTS", "true").Build(),
        Bridge("/demo/legacy", 10007, 1).First("VHOST", "legacy.demo.test").First("HTTP_BACKEND_PROXYPASS_PATH", "/legacy").Build(),
        Http("/demo/docs", 10008, 1).First("VHOST", "docs.demo.test").First("HTTP_BACKEND_REVPROXY_PATH", "/docs").Build(),
        OwnAddress("/demo/old", 10009, 1).First("VHOST", "old.demo.test").First("HTTP_BACKEND_REDIR", "/new").Build(),
        Http("/demo/internal", 10010, 1).First("VHOST", "internal.demo.test")
            .First("BACKEND_NETWORK_ALLOWED_ACL", "127.0.0.0/8 10.0.0.0/8").Build(),
        new AppBuilder("/demo/db").Host(10011).Instances(2).Tcp().Check("TCP").Build(),

        // No vhost: reached by its service port and by the X-Marathon-App-Id header on 9091.
        Http("/demo/worker", 10012, 2).Build(),
    ];

    private static AppBuilder Http(string id, int port, int instances) => new AppBuilder(id).Host(port).Instances(instances).Check();

    private static AppBuilder Bridge(string id, int port, int instances) =>
        new AppBuilder(id).Bridge((8080, port)).Instances(instances).Check();

    private static AppBuilder OwnAddress(string id, int port, int instances) =>
        new AppBuilder(id).OwnAddress((8080, port)).Instances(instances).Check();
}
