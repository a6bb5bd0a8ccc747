using System.Globalization;
using System.Text;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator;
using MarathonSimulator.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>
/// A Python marathon-lb is asked by the same two requests: <c>pidof haproxy</c>'s words, and HAProxy 2.6's statistics with their column named <c>-</c>. This
/// one is a few lines that answer as it does, and drain as it does (spec, section 1).
/// </summary>
public sealed class PythonBalancerTests
{
    private const string Header =
        "# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,"
        + "throttle,lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,check_duration,hrsp_1xx,-,hrsp_other,";

    [Fact]
    public async Task Deploy_BesideAPythonLoadBalancer_Works()
    {
        ShopApp app = new();
        using Scratch folder = new();
        await using Simulator marathon = await Simulator.RunAsync(new SimulatorOptions { TasksListen = false });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        await using WebApplication balancer = builder.Build();
        balancer.MapGet("/_haproxy_getpids", static () => "4711\n");
        balancer.MapGet("/haproxy", (HttpContext context) => context.Request.QueryString.Value == "?stats;csv" ? Statistics(marathon, app) : "");
        await balancer.StartAsync();

        string file = folder.Write("shop.json", app.Definition(4).ToJsonString());
        string[] words = ["zdd", "-j", file, "-m", marathon.BaseUri.ToString(), "-l", balancer.Urls.Single() + "/", "-f", "--step-delay", "0.02", "--max-wait", "10"];
        Assert.Equal(0, (await PublishedBinary.RunAsync(folder.Root, words)).ExitCode);
        Run swap = await PublishedBinary.RunAsync(folder.Root, words);
        Assert.True(swap.ExitCode == 0, $"{swap}");
        await marathon.IdleAsync();
        Assert.Equal(4, marathon.Tasks("/shop-green").Length);
        Assert.Empty(marathon.Tasks("/shop-blue"));
    }

    private static string Statistics(Simulator marathon, ShopApp app)
    {
        SimTask[] blue = Running(marathon, "/shop-blue");
        SimTask[] green = Running(marathon, "/shop-green");
        int drain = Math.Max(0, Math.Min(green.Length, blue.Length + green.Length - 4));
        StringBuilder text = new(Header + "\n");
        text.Append(CultureInfo.InvariantCulture, $"{app.Backend},FRONTEND,,,0,0,,0,0,0,,,,,,,,OPEN,,,,,,,,,1,2,0,,,,0,0,0,0,,,,0,0,0,\n");
        foreach (SimTask task in blue.Concat(green))
        {
            string name = $"{task.Host}_{task.Ports[0]}".Replace('.', '_');
            string status = blue.OrderBy(static old => old.Id, StringComparer.Ordinal).Take(drain).Contains(task) ? "MAINT" : "UP";
            text.Append(CultureInfo.InvariantCulture, $"{app.Backend},{name},0,0,0,0,,0,0,0,,0,,0,0,0,0,{status},1,1,0,0,0,9,0,,1,2,7,,0,,2,0,,0,L7OK,200,1,0,0,0,\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"{app.Backend},BACKEND,0,0,0,0,200,0,0,0,0,0,,0,0,0,0,UP,4,4,0,,0,9,0,,1,2,0,,0,,1,0,,0,,,,0,0,0,\n").ToString();
    }

    private static SimTask[] Running(Simulator marathon, string id) => [.. marathon.Tasks(id).Where(static task => task.State == TaskStates.Running)];
}
