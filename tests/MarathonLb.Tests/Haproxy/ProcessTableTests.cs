using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Haproxy;

public class ProcessTableTests
{
    private const string Header = "#<PID>          <type>          <reloads>       <uptime>        <version>\n";

    [Fact]
    public void Parse_SettledPair_IsMasterAndWorker()
    {
        ProcessTable table = ProcessTable.Parse(
            Header + "1599            master          3 [failed: 1]   0d00h01m04s     2.6.12-1+deb12u4\n# workers\n1630            worker          1               1d00h00m02s     2.6.12\n# old workers\n# programs\n\n")!;
        Assert.Equal([1599, 1630], table.Pids);
        Assert.Equal(1, table.FailedReloads);
        Assert.Equal(3, table.Master.Reloads);
        Assert.Equal(new TimeSpan(1, 0, 0, 2), Assert.Single(table.Workers).Uptime);
        Assert.Empty(table.OldWorkers);
    }

    [Fact]
    public void Parse_FailedReloadOf32_CountsTheYoungestAsServing()
    {
        ProcessTable table = ProcessTable.Parse(
            Header + "10              master          3 [failed: 1]   0d00h01m04s     3.2\n# workers\n# old workers\n11              worker          3               0d00h01m04s     3.2\n12              worker          1               0d00h00m02s     3.2\n\n")!;
        Assert.Equal(12, Assert.Single(table.Workers).Pid);
        Assert.Equal(11, Assert.Single(table.OldWorkers).Pid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Permission denied\n")]
    public void Parse_NoTable_IsNull(string answer) => Assert.Null(ProcessTable.Parse(answer));
}
