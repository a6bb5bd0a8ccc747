using System.Text;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Tests.Reconcile.Planning;

public sealed class MapComparerTests
{
    private const string Map = "a.test a_1\nb.test b_2\nc.test c_3\n";

    [Fact]
    public void Compare_Same_IsNothing() => Assert.Null(Compare(Map));

    [Fact]
    public void Compare_OtherOrder_IsNothing() => Assert.Null(Compare("b.test b_2\na.test a_1\nc.test c_3\n"));

    [Theory]
    [InlineData(Map + "d.test d_4\n", true)]
    [InlineData("a.test a_1\nb.test other_2\nc.test c_3\n", true)]
    [InlineData("a.test a_1\nc.test c_3\n", true)]
    [InlineData("a.test a_1\nc.test c_4\n", false)]
    [InlineData("", false)]
    public void Compare_Changes_SaysWhetherOneCommandIsEnough(string wanted, bool isOne) => Assert.Equal(isOne, Compare(wanted)?.IsSingle);

    /// <summary>The first of two equal keys counts for a request, and a command would change both.</summary>
    [Fact]
    public void Compare_KeyTwice_IsNeverOneCommand() => Assert.False(Compare(Map + "a.test other_1\n")?.IsSingle);

    private static MapChange? Compare(string wanted) => MapComparer.Compare("/m", Encoding.UTF8.GetBytes(Map), Encoding.UTF8.GetBytes(wanted));
}
