using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Generators;
using MarathonSimulator.State;

namespace MarathonLb.EndToEnd.Labels;

/// <summary>HAPROXY_DEPLOYMENT_GROUP: two apps are one service, and the old one's tasks drain.</summary>
public sealed class DrainingTests(DrainingTests.Apps apps) : IClassFixture<DrainingTests.Apps>
{
    public sealed class Apps : StackFixture
    {
        internal override void Plan(StackPlan plan)
        {
            Colour(plan, "/shop-blue", 3, "2026-01-01T00:00:00", plan.Port("blue"));
            Colour(plan, "/shop-green", 2, "2026-02-01T00:00:00", plan.Port("green"));
        }

        private static void Colour(StackPlan plan, string id, int instances, string startedAt, int port)
        {
            AppBuilder app = new AppBuilder(id).Host(port).Instances(instances).Check();
            app.First("PORT", $"{plan.Ports["blue"]}").First("VHOST", "shop.test").First("MODE", "http");
            app.Label("HAPROXY_DEPLOYMENT_GROUP", "shop").Label("HAPROXY_DEPLOYMENT_ALT_PORT", $"{port}");
            app.Label("HAPROXY_DEPLOYMENT_TARGET_INSTANCES", "3").Label("HAPROXY_DEPLOYMENT_NEW_INSTANCES", "0");
            plan.Apps.Add(app.Label("HAPROXY_DEPLOYMENT_STARTED_AT", startedAt).Label("HAPROXY_APP_ID", "shop").Build());
        }
    }

    [Theory, EachHaproxy]
    public async Task DeploymentGroup_TwoNewOfThreeHealthy_TwoOldGetNoTraffic(string haproxy)
    {
        Stack stack = await apps.OnAsync(haproxy);
        string[] draining = [.. stack.Simulator.Tasks("/shop-blue").OrderBy(task => task.Id, StringComparer.Ordinal).Take(2).Select(task => task.Id)];
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < 12; i++)
        {
            Answer answer = await stack.Http.GetAsync("shop.test");
            Assert.Equal(200, answer.Status);
            seen[answer.Task!] = seen.GetValueOrDefault(answer.Task!) + 1;
        }

        IEnumerable<SimTask> all = stack.Simulator.Tasks("/shop-blue").Concat(stack.Simulator.Tasks("/shop-green"));
        Assert.Equal(all.Select(task => task.Id).Except(draining).Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen.Values, count => Assert.Equal(4, count));
        Assert.Equal(2, stack.Config.Split('\n').Count(line => line.EndsWith(" disabled", StringComparison.Ordinal)));
        Assert.Contains($"backend shop_{stack.Port("blue")}\n", stack.Config, StringComparison.Ordinal);
    }
}
