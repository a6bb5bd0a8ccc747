using MarathonLb.Apps;
using MarathonLb.Reconcile;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Reconcile;

public sealed class TouchedAppsTests
{
    private static readonly AppsModel Before = Model("/a", "/b", "/c", "/d", "/e", "/f", "/g");

    [Fact]
    public void By_BackendsThatChange_NamesTheFirstAppsAndCountsAll()
    {
        Touched touched = new TouchedApps(Before, Before).By(ChangeSummary.Nothing with { BackendsChanged = BackendsOf(Before), ServersAdded = 3, ServersRemoved = 2 });

        Assert.Equal(["/a", "/b", "/c", "/d", "/e"], touched.Apps);
        Assert.Equal((7, 3, 2), (touched.AppCount, touched.ServersAdded, touched.ServersRemoved));
        Assert.Equal("/a, /b, /c, /d, /e and 2 more", touched.AppsText);
    }

    [Fact]
    public void By_BackendsThatGo_NamesTheAppsThatHadThem()
    {
        AppsModel after = Before with { Services = Before.Services[1..] };
        Touched touched = new TouchedApps(Before, after).By(ChangeSummary.Nothing with { BackendsRemoved = [Before.Services[0].Backend] });
        Assert.Equal([Before.Services[0].AppId], touched.Apps);
    }

    [Fact]
    public void By_OnlyFrontendsChange_NamesTheAppsThatAreOthersNow()
    {
        AppsModel after = Before with { Services = [.. Before.Services[1..], .. Model("/a").Services] };
        Assert.Equal(["/a"], new TouchedApps(Before, after).By(ChangeSummary.Nothing with { RestChanged = true }).Apps);
    }

    [Fact]
    public void By_NothingServedBefore_NamesTheBackendsAppsAlone() =>
        Assert.Equal(["/b"], new TouchedApps(null, Before).By(ChangeSummary.Nothing with { BackendsAdded = [Before.Services[1].Backend], RestChanged = true }).Apps);

    private static string[] BackendsOf(AppsModel model) => [.. model.Services.Select(static service => service.Backend)];

    private static AppsModel Model(params string[] ids) => SampleApps.Build([.. ids.Select(static id => SampleApps.App(id, 10000 + id[^1]))]);
}
