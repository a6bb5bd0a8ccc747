using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

public sealed class RunningServersTests
{
    /// <summary>As 2.6.12, 3.0.11 and 3.2.26 print it, to the letter.</summary>
    private const string Header = "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change "
        + "srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord "
        + "srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    private const string Servers = """
        3 b1 1001 s1 127.0.0.1 0 0 1 1 2 8 2 0 6 0 0 1 - 9 - 0 0 - - 0
        3 b1 80 dis 127.0.0.1 0 5 1 1 0 1 0 0 10 0 0 1 - 1 - 0 0 - - 0
        3 b1 83 host - 0 1 1 1 0 1 0 0 0 0 0 1 localhost 80 - 0 0 - - 0
        4 b2 85 p ::1 2 8 20 1 0 15 3 4 6 0 0 1 - 8080 - 0 5 127.0.0.2 127.0.0.2 5
        """;

    [Fact]
    public void Parse_States_AreRead()
    {
        List<RunningServer> servers = RunningServers.Parse(Header + Servers);
        Assert.Equal(
            [
                new("b1", "s1", 1001, "127.0.0.1", 9, OperationalState.Stopped, ServerAdminState.None, 1, 1,
                    new(8, CheckResult.Failed, 0, CheckState.Configured | CheckState.Enabled, 0, "-")),
                new("b1", "dis", 80, "127.0.0.1", 1, OperationalState.Stopped, ServerAdminState.ForcedMaintenance | ServerAdminState.ConfiguredMaintenance, 1, 1,
                    new(1, CheckResult.Unknown, 0, CheckState.Configured | CheckState.Paused, 0, "-")),
                new("b1", "host", 83, "-", 80, OperationalState.Stopped, ServerAdminState.ForcedMaintenance, 1, 1, new(1, CheckResult.Unknown, 0, CheckState.None, 0, "-")),
                new RunningServer("b2", "p", 85, "::1", 8080, OperationalState.Running, ServerAdminState.ForcedDrain, 20, 1,
                    new(15, CheckResult.Passed, 4, CheckState.Configured | CheckState.Enabled, 5, "127.0.0.2")),
            ],
            servers);
    }

    [Fact]
    public void Parse_ColumnsInAnotherOrder_AreFoundByName()
    {
        const string Moved = "1\n# new srv_name be_name srv_id srv_addr srv_port srv_op_state srv_admin_state srv_uweight srv_iweight srv_check_status "
            + "srv_check_result srv_check_health srv_check_state srv_check_addr srv_check_port more\nx s b 1 10.0.0.1 80 2 0 7 5 15 3 4 6 - 81 y\n";
        RunningServer server = Assert.Single(RunningServers.Parse(Moved));
        Assert.Equal(("b", "s", 80, 7, 5, 81), (server.Backend, server.Name, server.Port, server.UserWeight, server.InitialWeight, server.Check.Port));
        Assert.True(server.Serves);
    }

    [Fact]
    public void Parse_NoServers_IsEmpty() => Assert.Empty(RunningServers.Parse(Header));

    [Theory]
    [InlineData("")]
    [InlineData("Can't find backend.")]
    [InlineData("2\n# be_name")]
    [InlineData("1\n# be_name srv_name")]
    [InlineData(Header + "3 b1 1001 s1 127.0.0.1")]
    [InlineData(Header + "3 b1 x s1 127.0.0.1 0 0 1 1 2 8 2 0 6 0 0 1 - 9 - 0 0 - - 0")]
    public void Parse_SomethingElse_Throws(string answer) => Assert.Throws<FormatException>(() => RunningServers.Parse(answer));

    [Fact]
    public void MapEntries_ShownMap_IsReadInOrder()
    {
        Assert.Equal([new("a.example.com", "b1"), new("e", "f  g ")], MapEntries.Parse("0x55e1ae44bfe0 a.example.com b1\n0x7f31b4047bc0 e f  g "));
        Assert.Empty(MapEntries.Parse(""));
        Assert.Throws<FormatException>(() => MapEntries.Parse("Unknown map identifier. Please use #<id> or <file>."));
    }
}
