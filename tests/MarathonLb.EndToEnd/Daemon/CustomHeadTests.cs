using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Heads that users bring: an old one with Lua files, and one that runs HAProxy as another user in a chroot.</summary>
public sealed class CustomHeadTests
{
    [Theory, EachHaproxy]
    public async Task OldHeadWithLua_EveryEndpoint_Answers(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, OldHead, readyPath: "/_haproxy_getpids");
        await stack.AnswersAsync("web.test", 200);
        await Endpoints.AllAnswerAsync(stack);
        Assert.Contains("haproxy_process_", (await stack.Stats.GetAsync("stats.test", "/metrics")).Body, StringComparison.Ordinal);
    }

    [Theory, TwoHaproxies]
    public async Task OldHeadWithLua_InPollMode_EveryEndpointAnswers(string haproxy)
    {
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, OldHead, "poll", "/_haproxy_getpids");
        await stack.AnswersAsync("web.test", 200);
        await Endpoints.AllAnswerAsync(stack);
    }

    [Theory, TwoHaproxies]
    public async Task ChrootUserAndGroup_EveryEndpointAndReloads_Work(string haproxy)
    {
        if (Environment.UserName != "root") Assert.Skip("only root can chroot");
        await using ManagedStack stack = await ManagedStack.StartAsync(haproxy, static plan =>
        {
            plan.Add("/web", ("VHOST", "web.test"));
            plan.Arguments.Add("--haproxy-map");
            string jail = Directory.CreateDirectory(plan.Folder["jail"]).FullName;
            plan.MoveFrontends();
            string head = plan.Folder.Read("templates/HAPROXY_HEAD");
            plan.Template("HEAD", head.Replace("global\n  # Paths", $"global\n  chroot {jail}\n  user nobody\n  group nogroup\n  # Paths", StringComparison.Ordinal));
        });
        int worker = (await stack.PidsAsync())[1];
        Assert.Contains("Uid:\t65534\t", await File.ReadAllTextAsync($"/proc/{worker}/status"), StringComparison.Ordinal);
        Assert.Equal(200, (await stack.Http.GetAsync("web.test")).Status);
        await Endpoints.AllAnswerAsync(stack);
        Assert.Equal(200, (await stack.AskAsync("/_mlb/ready"))!.Status);
        Assert.Equal(200, (await stack.Http.GetAsync("web.test")).Status);
    }

    /// <summary>Written as heads for the original are: Lua services, its own folder of server states, a socket without level.</summary>
    private static void OldHead(StackPlan plan)
    {
        plan.Add("/web", ("VHOST", "web.test"));
        plan.Arguments.Add("--haproxy-map");
        string lua = Repository.PathOf("lua");
        string state = Directory.CreateDirectory(plan.Folder["state"]).FullName;
        plan.Folder.Write("state/global", "1\n");
        plan.Template("HEAD", $$"""
            global
              stats socket {{plan.Folder["old.sock"]}} expose-fd listeners
              server-state-file global
              server-state-base {{state}}/
              lua-load {{lua}}/getpids.lua
              lua-load {{lua}}/getconfig.lua
              lua-load {{lua}}/getmaps.lua
              lua-load {{lua}}/signalmlb.lua

            defaults
              load-server-state-from-file global
              retries 3
              option redispatch
              timeout connect 3s
              timeout client 30s
              timeout server 30s

            listen stats
              bind 127.0.0.1:{{plan.StatsPort}}
              mode http
              stats enable
              monitor-uri /_haproxy_health_check
              acl getpid path /_haproxy_getpids
              http-request use-service lua.getpids if getpid
              acl getvhostmap path /_haproxy_getvhostmap
              http-request use-service lua.getvhostmap if getvhostmap
              acl getappmap path /_haproxy_getappmap
              http-request use-service lua.getappmap if getappmap
              acl getconfig path /_haproxy_getconfig
              http-request use-service lua.getconfig if getconfig
              acl signalmlbhup path /_mlb_signal/hup
              http-request use-service lua.signalmlbhup if signalmlbhup
              acl signalmlbusr1 path /_mlb_signal/usr1
              http-request use-service lua.signalmlbusr1 if signalmlbusr1
              http-request use-service prometheus-exporter if { path /metrics }

            """);
    }
}
