using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Reconcile;
using MarathonLb.Reconcile.Insight;
using MarathonLb.Http.Api;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Reconcile.Insight;

public sealed class RoundPictureTests
{
    private const string Hash = "$6$salt$T6xIRq/F8Go17dv7qZb2rAsW2PkULEJ5YRvkJ2AMf4";

    private static readonly AppsModel Model = SampleApps.Build(
        SampleApps.App("/team/shop", 10001, ("0_VHOST", "Shop.Test"), ("0_PATH", "/cart")),
        SampleApps.App("/team/admin", 10002, ("0_VHOST", "admin.test"), ("0_AUTH", "realm:user:" + Hash)),
        SampleApps.App("/db", [10003], ["10.7.0.9"], [("0_MODE", "tcp")]));

    private static readonly RoundPicture Picture = new(Model.Services, [], [], null);

    [Theory]
    [InlineData("", 3)]
    [InlineData("team", 2)]
    [InlineData("SHOP cart", 1)]
    [InlineData("team 10.7.0.9", 0)]
    [InlineData("10.7.0.9:31000", 1)]
    [InlineData(":10002", 1)]
    [InlineData("tcp", 1)]
    [InlineData("/db@10.7", 1)]
    [InlineData(Hash, 0)]
    public void Find_Words_AllMustOccurInOneService(string query, int count) => Assert.Equal(count, Picture.Find(query).Count);

    [Fact]
    public void Of_FindingWithAPassword_IsMasked()
    {
        Finding finding = new(FindingSeverity.Error, "x", "/team/admin", "HAPROXY_0_BACKEND_HEAD", $"password {Hash}", $"near {Hash}", "mend it");
        FindingView view = Views.Of(finding, Picture.Mask);
        Assert.DoesNotContain("T6xIRq", view.Value + view.Reason, StringComparison.Ordinal);
        Assert.Equal("***", Views.Of(finding with { Subject = "HAPROXY_0_AUTH", Value = "a:b:c" }, Picture.Mask).Value);
    }

    [Fact]
    public void Of_ServiceWithAuth_TellsOnlyThatItHasOne()
    {
        ServiceView view = Views.Of(Model.Services.Single(service => service.AppId == "/team/admin"), SampleApps.Everything, null);
        Assert.True(view.Auth);
        Assert.DoesNotContain("T6xIRq", System.Text.Json.JsonSerializer.Serialize(new Page<ServiceView>([view], 1, 1, 1), ApiJson.Default.PageServiceView), StringComparison.Ordinal);
        Assert.Equal("unknown", Assert.Single(view.Servers).State);
    }
}
