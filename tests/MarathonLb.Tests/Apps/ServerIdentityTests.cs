using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using MarathonLb.Apps;

namespace MarathonLb.Tests.Apps;

public sealed class ServerIdentityTests
{
    [Theory]
    [InlineData("10.1.0.1", "10.1.0.1", 27000, "10_1_0_1_27000")]
    [InlineData("agent-1.example.com", "10.1.0.1", 27000, "agent-1_example_com_10_1_0_1_27000")]
    [InlineData("agent", "fe80::1", 80, "agent_fe80__1_80")]
    public void NameOf_HostAndAddress_CleansBoth(string host, string ip, int port, string expected) => Assert.Equal(expected, ServerIdentity.NameOf(host, ip, port));

    /// <summary>Recorded from the original (golden 14).</summary>
    [Theory]
    [InlineData("10_1_0_1_27000", 27716)]
    [InlineData("10_1_0_2_27013", 11301)]
    [InlineData("10_1_10_2_27084", 1226)]
    public void IdOf_RecordedNames_AreAsRecorded(string name, int expected) => Assert.Equal(expected, ServerIdentity.IdOf(name, []));

    [Fact]
    public void IdOf_IdTaken_TriesTheLongerNameAgainAndAgain()
    {
        List<int> expected = [];
        string name = "10_0_0_1_80";
        for (int i = 0; i < 5; i++)
        {
            string hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
            expected.Add((int)(BigInteger.Parse("0" + hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) % 32767));
            name = $"{name} {hex}";
        }

        List<int> ids = [];
        for (int i = 0; i < 5; i++) ids.Add(ServerIdentity.IdOf("10_0_0_1_80", ids.ToArray()));

        Assert.Equal(expected, ids);
    }

    [Fact]
    public void CookieOf_Name_IsTheStartOfItsSha1() =>
        Assert.Equal(Convert.ToHexStringLower(SHA1.HashData("10_0_0_1_80"u8))[..10], ServerIdentity.CookieOf("10_0_0_1_80"));

    [Fact]
    public void Finish_Servers_AreSortedByHostThenPortAsANumberEachOnce()
    {
        Server[] servers = ServerList.Finish(
            [
                new Server("b", "10.0.0.2", 9, "t1", false), new Server("a", "10.0.0.1", 100, "t2", false), new Server("a", "10.0.0.1", 20, "t3", true),
                new Server("a", "10.0.0.3", 20, "t4", false), new Server("a", "10.0.0.1", 20, "t5", false), new Server("B", "10.0.0.9", 1, "t6", false),
            ],
            sticky: true);

        Assert.Equal(["B:1 t6", "a:20 t3", "a:20 t4", "a:100 t2", "b:9 t1"], servers.Select(static server => $"{server.Host}:{server.Port} {server.TaskId}"));
        Assert.Equal(servers.Length, servers.Select(static server => server.Id).Distinct().Count());
        Assert.All(servers, static server => Assert.Equal(10, server.Cookie.Length));
    }

    [Fact]
    public void Finish_NotSticky_HasNoCookies() => Assert.Equal("", ServerList.Finish([new Server("a", "a", 1, "t", false)], sticky: false)[0].Cookie);
}
