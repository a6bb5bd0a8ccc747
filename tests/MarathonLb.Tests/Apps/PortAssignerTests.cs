using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using MarathonLb.Apps;

namespace MarathonLb.Tests.Apps;

public sealed class PortAssignerTests
{
    /// <summary>Against the rule written once more, as text and big ranges: same ports, and none once the range is used up.</summary>
    [Fact]
    public void PortFor_AnyRequests_FollowTheRule() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 3].Array[1, 60], Gen.Int[79, 90].Array[60]).Sample(
            (size, apps, ports) =>
            {
                const int Min = 10050;
                PortAssigner assigner = new(Min, Min + size - 1);
                Dictionary<string, int?> known = [];
                HashSet<int> taken = [];
                for (int n = 0; n < apps.Length; n++)
                {
                    string appId = $"/app{apps[n]}";
                    string key = $"{appId}-{ports[n]}";
                    if (!known.TryGetValue(key, out int? expected)) known[key] = expected = Rule(key, Min, size, taken);
                    Assert.Equal(expected, assigner.PortFor(appId, ports[n]));
                }
            },
            iter: 500, threads: 1, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void Reset_AfterAssignments_StartsAgain()
    {
        PortAssigner assigner = new(10050, 10050);
        Assert.Equal(10050, assigner.PortFor("/a", 80));
        Assert.Null(assigner.PortFor("/b", 80));

        assigner.Reset();

        Assert.Equal(10050, assigner.PortFor("/b", 80));
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(10050, 10100, true)]
    public void IsOn_BothZero_IsOff(int min, int max, bool expected) => Assert.Equal(expected, new PortAssigner(min, max).IsOn);

    private static int? Rule(string key, int min, int size, HashSet<int> taken)
    {
        if (taken.Count == size) return null;
        IEnumerable<int> hashed = Enumerable.Range(0, 50).Select(i =>
            (int)(long.Parse(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes($"{key}-{i}")))[..8], NumberStyles.HexNumber) % size) + min);
        int port = hashed.Concat(Enumerable.Range(min, size)).First(candidate => !taken.Contains(candidate));
        taken.Add(port);
        return port;
    }
}
