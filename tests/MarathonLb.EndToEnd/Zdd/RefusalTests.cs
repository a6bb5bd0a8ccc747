using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Daemon;
using MarathonLb.EndToEnd.Infrastructure;
using MarathonSimulator.Control;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>Deploys that stop, and what they leave: everything serves. With <see cref="ExitCodeTests"/> every exit code is reached.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task PreKillHook_Refuses_NothingIsKilledAndAllServes()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 3);
        await using SteadyClient client = stack.Client();
        string hook = stack.Folder.Script("hook", "printf '%s\\n' \"$1\" > old.json; printf '%s\\n' \"$2\" > tasks.json; printf '%s\\n' \"$3\" > new.json; env > hook.env; echo too warm; exit 3");
        string[] old = [.. stack.Tasks("/shop-blue").Select(static task => task.Id)];
        using DaemonRun deploy = DaemonRun.Start(
            [.. stack.Command(), "--force", "--pre-kill-hook", hook], stack.Folder.Root, new Dictionary<string, string> { ["MARATHON_USER"] = "u", ["MARATHON_PASSWORD"] = "secret" });
        Assert.Equal(2, await deploy.EndAsync(TimeSpan.FromSeconds(20)));
        Assert.Contains("ended with 3: nothing was killed", deploy.Log, StringComparison.Ordinal);
        Assert.Contains("pre-kill hook: too warm", deploy.Log, StringComparison.Ordinal);
        await client.NeverFailedAsync(() => $"{deploy.Log}\n{stack.Log}");
        await stack.HasAppsAsync("/shop-blue 3, /shop-green 1");
        Assert.Equal(old, stack.Tasks("/shop-blue").Select(static task => task.Id));

        Assert.Equal("/shop-blue", (string?)JsonNode.Parse(stack.Folder.Read("old.json"))!["id"]);
        Assert.Equal([old.Order(StringComparer.Ordinal).First()], JsonNode.Parse(stack.Folder.Read("tasks.json"))!.AsArray().Select(static id => (string)id!));
        Assert.Equal("/shop-green", (string?)JsonNode.Parse(stack.Folder.Read("new.json"))!["id"]);
        Assert.DoesNotContain("secret", stack.Folder.Read("hook.env"), StringComparison.Ordinal);
    }

    /// <summary>Exit code 8: the hook is the moment to make Marathon refuse what comes next, which is deleting the only old task's app.</summary>
    [Fact]
    public async Task Delete_MarathonForbidsIt_EndsWith8AndResumes()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 1);
        DeployRun refused = await stack.DeployAsync("--pre-kill-hook", Forbidding(stack));
        Assert.True(refused.ExitCode == 8, $"{refused}");
        await stack.HasAppsAsync("/shop-blue 1, /shop-green 1");
        stack.Marathon.Behave();
        Assert.Equal(0, (await stack.DeployAsync("--resume")).ExitCode);
        await stack.HasAppsAsync("/shop-green 1");
    }

    /// <summary>Exit code 9, in the same way with two instances: then the next thing is to kill one.</summary>
    [Fact]
    public async Task Kill_MarathonForbidsIt_EndsWith9AndResumes()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 2);
        DeployRun refused = await stack.DeployAsync("--pre-kill-hook", Forbidding(stack));
        Assert.True(refused.ExitCode == 9, $"{refused}");
        await stack.HasAppsAsync("/shop-blue 2, /shop-green 1");
        stack.Marathon.Behave();
        Assert.Equal(0, (await stack.DeployAsync("--resume")).ExitCode);
    }

    [Fact]
    public async Task RollbackOnTimeout_NewAppNeverHealthy_IsDeletedAndNobodyNotices()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 3);
        await using SteadyClient client = stack.Client();
        stack.Change(3, static app => app.Label("SIM_HEALTH", "unhealthy"));
        DeployRun deploy = await stack.DeployAsync("--rollback-on-timeout", "--max-wait", "1", "-i", "2");
        Assert.True(deploy.ExitCode == 7, $"{deploy}");
        Assert.Contains("did not become healthy", deploy.Run.Error, StringComparison.Ordinal);
        await stack.HasAppsAsync("/shop-blue 3");
        await client.NeverFailedAsync(() => $"{deploy}\n{stack.Log}");
    }

    [Fact]
    public async Task MaxWait_SessionThatDoesNotEnd_IsWaitedForThenCutAndSaid()
    {
        await using DeployStack stack = await DeployStack.StartAsync("installed", 1);
        using HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{stack.Balancer.Plan.HttpPort}/slow?ms=20000");
        request.Headers.Host = ShopApp.Host;
        using CancellationTokenSource enough = new();
        Task<HttpResponseMessage> endless = client.SendAsync(request, enough.Token);
        await Eventually.IsTrueAsync(() => stack.RequestsOf("/shop-blue") > 0, "the endless request");
        DeployRun deploy = await stack.DeployAsync("--max-wait", "3");
        Assert.True(deploy.ExitCode == 0, $"{deploy}\n{stack.Log}");
        Assert.Contains("waited 3 s in vain", deploy.Run.Error, StringComparison.Ordinal);

        // What the client sees is HAProxy's affair: it may send a cut request again, to the new app.
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        if (RuntimeChanges.AreMade) Assert.Equal(1, (int)deploy.Result["cutSessions"]!);
    }

    private static string Forbidding(DeployStack stack) => stack.Folder.Script(
        "forbid",
        $"exec curl -sf -X POST '{new Uri(stack.Marathon.BaseUri, "/sim/faults")}' -d '{{\"kind\":\"{nameof(FaultKind.Status)}\",\"target\":\"{nameof(FaultTarget.Writes)}\",\"status\":403}}'");
}
