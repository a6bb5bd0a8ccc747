using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Tests.Reconcile.Planning;

public sealed class ServerLineTests
{
    [Fact]
    public void Parse_UsualLine_TakesItApart()
    {
        ServerLine line = ServerLine.Parse("server 10_0_0_1_31000 10.0.0.1:31000 id 5 check cookie abc inter 10s fall 4 port 31001 weight 7 disabled");

        Assert.Equal(("10_0_0_1_31000", "10.0.0.1", 31000), (line.Name, line.Address, line.Port));
        Assert.Equal((7, 31001, true, true, true), (line.Weight, line.CheckPort, line.Disabled, line.IsChecked, line.HasCookie));
        Assert.Equal("id 5 check cookie abc inter 10s fall 4 port 31001 weight 7", line.Options);
        Assert.Equal("id 5 check cookie abc inter 10s fall 4", line.FixedOptions);
        Assert.Null(line.Obstacle);
    }

    [Theory]
    [InlineData("server a 10.0.0.1:80", "10.0.0.1", 80)]
    [InlineData("server a [2001:db8::1]:80", "2001:db8::1", 80)]
    [InlineData("server\ta\t2001:db8::1:80\tid\t4", "2001:db8::1", 80)]
    public void Parse_Address_IsShownAsHaproxyShowsIt(string text, string address, int port)
    {
        ServerLine line = ServerLine.Parse(text);

        Assert.Equal((address, port, null), (line.Address, line.Port, line.Obstacle));
    }

    [Theory]
    [InlineData("server a")]
    [InlineData("server a web.example.com:80")]
    [InlineData("server a 10.0.0.1")]
    [InlineData("server a 10.0.0.1:0")]
    [InlineData("server a 10.1:80")]
    [InlineData("server a unix@/run/a.sock")]
    [InlineData("server a 10.0.0.1:80 sni str(a;b)")]
    [InlineData("server a 10.0.0.1:80 source \"${A}\"")]
    [InlineData("server a 10.0.0.1:80 # a comment")]
    [InlineData("server a 10.0.0.1:80 track other")]
    [InlineData("server a 10.0.0.1:80 init-addr none")]
    [InlineData("server é 10.0.0.1:80")]
    public void Parse_WhatNoCommandCanAdd_SaysWhy(string text) => Assert.NotNull(ServerLine.Parse(text).Obstacle);
}
