using MarathonLb.Zdd.Balancers;

namespace MarathonLb.Tests.Zdd;

public sealed class StatisticsReaderTests
{
    [Fact]
    public void Read_HeaderOf26_ColumnNamedDashIsNoObstacle()
    {
        const string Text =
            """
            # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,status,-,agent_status,
            shop_10001,FRONTEND,,,5,9,,,1,1,OPEN,,,
            shop_10001,10_0_0_1_31000,0,0,3,4,,9,1,1,UP,,,
            shop_10001,10_0_0_1_31001,2,0,1,4,,9,1,1,MAINT,,,
            shop_10001,BACKEND,0,0,4,4,,9,1,1,UP,,,
            other_10002,10_0_0_9_31000,0,0,0,0,,0,0,0,UP,,,

            """;
        List<ServerStatistics> servers = StatisticsReader.Read(Text, ["shop_10001"]);
        Assert.Equal(
            [new ServerStatistics("shop_10001", "10_0_0_1_31000", "UP", 3, 0), new ServerStatistics("shop_10001", "10_0_0_1_31001", "MAINT", 1, 2)],
            servers);
    }

    [Fact]
    public void Read_OtherOrderOfColumns_GoesByTheHeader()
    {
        List<ServerStatistics> servers = StatisticsReader.Read("# status,scur,new,svname,pxname,qcur\nno check,,x,s,shop_1,\n", ["shop_1"]);
        Assert.Equal([new ServerStatistics("shop_1", "s", "no check", 0, 0)], servers);
        Assert.True(servers[0].IsUp);
    }

    [Fact]
    public void Read_QuotedFields_CommasAndQuotesInsideAreText()
    {
        List<ServerStatistics> servers = StatisticsReader.Read("# pxname,svname,desc,status,scur,qcur\nb,s,\"a, \"\"b\"\"\",DOWN,1,0\n", ["b"]);
        Assert.Equal([new ServerStatistics("b", "s", "DOWN", 1, 0)], servers);
        Assert.False(servers[0].IsUp || servers[0].IsDraining);
    }

    [Fact]
    public void Read_CutLine_IsLeftOut() => Assert.Empty(StatisticsReader.Read("# pxname,svname,status,scur,qcur\nb,s,UP\n", ["b"]));

    [Theory]
    [InlineData("", "empty")]
    [InlineData("<html>not found</html>", "no column pxname")]
    [InlineData("# pxname,svname,scur,qcur\n", "no column status")]
    public void Read_SomethingElse_SaysWhat(string text, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => StatisticsReader.Read(text, ["b"])).Message, StringComparison.Ordinal);
}
