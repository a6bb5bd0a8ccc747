using System.Text.Json.Nodes;
using MarathonLb.Zdd;
using MarathonLb.Zdd.Definition;

namespace MarathonLb.Tests.Zdd;

public sealed class AppDefinitionTests
{
    private const string Labels = """{"HAPROXY_DEPLOYMENT_GROUP":"shop","HAPROXY_DEPLOYMENT_ALT_PORT":"10101"}""";

    [Theory]
    [InlineData("""{"container":{"docker":{"portMappings":[{"servicePort":10001},{"containerPort":1}]}}}""")]
    [InlineData("""{"container":{"portMappings":[{"containerPort":80,"servicePort":10001}]},"ports":[7]}""")]
    [InlineData("""{"container":{"docker":{"portMappings":[]}},"portDefinitions":[{"port":10001}]}""")]
    [InlineData("""{"ports":[10001]}""")]
    [InlineData("""{"ports":[10001,0]}""")]
    public void Parse_EveryPlaceOfPorts_IsFoundAndSet(string members)
    {
        JsonObject app = App(members, Labels);
        AppDefinition definition = AppDefinition.Parse(app.ToJsonString(), "app.json");
        Assert.Equal([10001], definition.Ports);
        ServicePortFields fields = ServicePortFields.Of(app);
        fields.Set(0, 10101);
        Assert.Equal(10101, fields.Ports[0]);
        Assert.DoesNotContain("10001", app.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NothingRight_NamesEveryField()
    {
        ZddException problem = Assert.Throws<ZddException>(() => AppDefinition.Parse("""{"id":"Shop!","labels":{"HAPROXY_DEPLOYMENT_GROUP":"a b","X":1},"instances":-1}""", "a.json"));
        Assert.Equal(ZddExitCode.MissingField, problem.Code);
        string[] lines = problem.Message.Split('\n');
        Assert.All(lines, static line => Assert.StartsWith("a.json: ", line, StringComparison.Ordinal));
        Assert.Equal(
            ["id", "labels.X", "labels.HAPROXY_DEPLOYMENT_GROUP", "labels.HAPROXY_DEPLOYMENT_ALT_PORT", "ports", "instances"],
            lines.Select(static line => line.Split(": ")[1]));
    }

    [Theory]
    [InlineData("""{"ports":[10001]}""", "10001", "is a service port of the app itself")]
    [InlineData("""{"ports":[10001]}""", "1,2", "has 2 for 1 service ports")]
    [InlineData("""{"ports":[10001,10002]}""", "10101", "has 1 for 2 service ports (10001, 10002)")]
    [InlineData("""{"ports":[10001,10002]}""", "10101,10101", "has 10101 twice")]
    [InlineData("""{"ports":[10001]}""", "x", "'x' is no TCP port")]
    [InlineData("""{"ports":[10001]}""", "70000", "'70000' is no TCP port")]
    [InlineData("""{"ports":[0,10001]}""", "10101", "(0, 10001) must be fixed TCP ports")]
    [InlineData("""{"ports":["10001"]}""", "10101", "(no number) must be fixed TCP ports")]
    [InlineData("""{"container":{"portMappings":[{"containerPort":80}]}}""", "10101", "there is no service port")]
    public void Parse_PortsThatDoNotFit_SaysWhich(string members, string alternates, string said)
    {
        string labels = new JsonObject { ["HAPROXY_DEPLOYMENT_GROUP"] = "shop", ["HAPROXY_DEPLOYMENT_ALT_PORT"] = alternates }.ToJsonString();
        ZddException problem = Assert.Throws<ZddException>(() => AppDefinition.Parse(App(members, labels).ToJsonString(), "a.json"));
        Assert.Equal(ZddExitCode.MissingField, problem.Code);
        Assert.Contains(said, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"id":"a","id":"b"}""")]
    public void Parse_NoObject_IsAnInvalidArgument(string text) =>
        Assert.Equal(ZddExitCode.InvalidArguments, Assert.Throws<ZddException>(() => AppDefinition.Parse(text, "a.json")).Code);

    [Fact]
    public void NextDeploy_First_IsBlueOnItsOwnPort()
    {
        NextDeploy next = Next("""{"ports":[10001],"instances":4,"future":{"b":[1.50,null]}}""", null);
        Assert.Equal(("/shop-blue", 4), (next.Id, next.Instances));
        Assert.Equal(
            """
            {
              "future": {
                "b": [
                  1.50,
                  null
                ]
              },
              "id": "/shop-blue",
              "instances": 4,
              "labels": {
                "HAPROXY_0_PORT": "10001",
                "HAPROXY_APP_ID": "shop",
                "HAPROXY_DEPLOYMENT_ALT_PORT": "10101",
                "HAPROXY_DEPLOYMENT_COLOUR": "blue",
                "HAPROXY_DEPLOYMENT_GROUP": "shop",
                "HAPROXY_DEPLOYMENT_NEW_INSTANCES": "0",
                "HAPROXY_DEPLOYMENT_STARTED_AT": "2026-03-04T05:06:07.000000",
                "HAPROXY_DEPLOYMENT_TARGET_INSTANCES": "4"
              },
              "ports": [
                10001
              ]
            }
            """,
            SortedJson.Of(next.Json));
    }

    [Theory]
    [InlineData(1, 0, 1, 0)]
    [InlineData(20, 0, 10, 0)]
    [InlineData(5, 2, 2, 2)]
    [InlineData(1, 30, 1, 10)]
    public void NextDeploy_Second_IsGreenOnTheAlternateAndStartsSmall(int initial, int wanted, int start, int hybrid)
    {
        NextDeploy next = Next("""{"ports":[10001],"instances":99}""", Deployed.App("blue", 10), new ZddOptions { AppFile = "", LoadBalancers = [], InitialInstances = initial, NewInstances = wanted });
        Assert.Equal(("/shop-green", start), (next.Id, next.Instances));
        Assert.Equal((10, hybrid), (next.Goal.Target, next.Goal.Hybrid));
        Assert.Equal((10101, "10001"), ((int)next.Json["ports"]![0]!, (string?)next.Json["labels"]!["HAPROXY_0_PORT"]));
    }

    [Fact]
    public void NextDeploy_Third_IsBlueOnTheFirstPortAgain()
    {
        NextDeploy next = Next("""{"ports":[10001]}""", Deployed.App("green", 10));
        Assert.Equal(("/shop-blue", 10001), (next.Id, (int)next.Json["ports"]![0]!));
    }

    [Fact]
    public void NextDeploy_OtherServicePort_IsRefused()
    {
        ZddException problem = Assert.Throws<ZddException>(() => Next("""{"ports":[10002]}""", Deployed.App("blue", 10)));
        Assert.Contains("service port 0 is 10002, but /shop-blue serves the group on 10001", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Backends_PortThatOnlyTheNewAppHas_IsLeftOut()
    {
        JsonObject green = Deployed.Json("green", 1);
        green["portDefinitions"]!.AsArray().Add(new JsonObject { ["port"] = 10202 });
        Assert.Equal(["shop_10001"], new DeployedPair(Deployed.App("blue", 1), DeployedApp.Of(green)).Backends());
        green["labels"]!["HAPROXY_0_PORT"] = "9";
        Assert.Throws<ZddException>(() => new DeployedPair(Deployed.App("blue", 1), DeployedApp.Of(green)).Backends());
    }

    [Fact]
    public void LastTwo_ThreeApps_AreTheLatestByDate()
    {
        JsonObject old = Deployed.Json("blue", 1);
        old["labels"]!.AsObject().Remove("HAPROXY_DEPLOYMENT_STARTED_AT");
        DeployedPair pair = DeployedPair.LastTwo([DeployedApp.Of(old), Deployed.App("green", 1), Deployed.App("blue", 2)]);
        Assert.Equal(("/shop-green", 2), (pair.New.Id, pair.Old.Instances));
    }

    private static NextDeploy Next(string members, DeployedApp? last, ZddOptions? options = null) => NextDeploy.Of(
        AppDefinition.Parse(App(members, Labels).ToJsonString(), "a.json"), last, options ?? new ZddOptions { AppFile = "", LoadBalancers = [] }, new DateTime(2026, 3, 4, 5, 6, 7));

    private static JsonObject App(string members, string labels)
    {
        JsonObject app = (JsonObject)JsonNode.Parse(members)!;
        app["id"] = "shop";
        app["labels"] = JsonNode.Parse(labels);
        return app;
    }
}
