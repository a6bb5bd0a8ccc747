using System.Net;
using MarathonLb.Tests.Marathon;
using MarathonLb.Zdd.Balancers;
using Microsoft.AspNetCore.Http;

namespace MarathonLb.Tests.Zdd;

public sealed class LoadBalancersTests
{
    [Fact]
    public async Task Look_NameWithSeveralAddresses_AsksAllAndSaysWhichIsSilent()
    {
        await using TestMarathon server = await TestMarathon.StartAsync(static context => context.Response.WriteAsync(
            context.Request.Path == "/_haproxy_getpids" ? "12 34 56\n" : "# pxname,svname,qcur,scur,status,\nshop_1,s,0,2,UP,\nother_2,s,0,2,UP,\n"));
        int port = new Uri(server.Url).Port;
        using LoadBalancers balancers = new([new Uri($"http://user:pass@lb.test:{port}/")], Resolves("127.0.0.1", "127.0.0.9", "127.0.0.1"));
        LoadBalancerLook look = await balancers.LookAsync(["shop_1"], TestContext.Current.CancellationToken);
        Assert.False(look.IsWhole);
        Assert.Equal([$"127.0.0.9:{port}: connection refused"], look.Failures);
        LoadBalancerView view = Assert.Single(look.Views);
        Assert.Equal(($"127.0.0.1:{port}", 3, false), (view.Name, view.Processes, view.IsSettled));
        Assert.Equal([new ServerStatistics("shop_1", "s", "UP", 2, 0)], view.Servers);
        Assert.Equal(["/_haproxy_getpids", "/haproxy?stats;csv"], server.Questions.Select(static question => question.Target));
        Assert.All(server.Questions, static question => Assert.Equal("Basic dXNlcjpwYXNz", question.Authorization));
    }

    [Theory]
    [InlineData("503", "HTTP 503 for /_haproxy_getpids")]
    [InlineData("html", "no column pxname")]
    public async Task Look_AnswersSomethingElse_IsAFailure(string kind, string said)
    {
        await using TestMarathon server = await TestMarathon.StartAsync(context =>
        {
            if (kind == "503") context.Response.StatusCode = 503;
            return context.Response.WriteAsync("<html>");
        });
        using LoadBalancers balancers = new([new Uri(server.Url)], Resolves());
        LoadBalancerLook look = await balancers.LookAsync([], TestContext.Current.CancellationToken);
        Assert.Contains(said, Assert.Single(look.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_NameWithoutAddress_IsAFailure()
    {
        using LoadBalancers balancers = new([new Uri("http://lb.test:9090")], Resolves());
        Assert.Equal(["lb.test: this name has no address"], (await balancers.LookAsync([], TestContext.Current.CancellationToken)).Failures);
    }

    private static Func<string, CancellationToken, Task<IPAddress[]>> Resolves(params string[] addresses) =>
        (name, _) => name == "lb.test" ? Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]) : throw new InvalidOperationException(name);
}
