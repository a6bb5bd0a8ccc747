using System.Text;
using CsCheck;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

public sealed class StringTableTests
{
    [Fact]
    public void Get_SameBytesAgain_GivesTheSameStringWithoutAllocating()
    {
        StringTable table = new(64);
        string? first = table.Get("TASK_RUNNING"u8);

        long before = GC.GetAllocatedBytesForCurrentThread();
        string? again = table.Get("TASK_RUNNING"u8);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Same(first, again);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public void Get_BytesThatAreNoUtf8_GivesNullEachTime()
    {
        StringTable table = new(64);

        Assert.Null(table.Get([0xFF, 0xFE]));
        Assert.Null(table.Get([0xFF, 0xFE]));
    }

    [Fact]
    public void Get_AnyTextsInAFullTable_GivesEachItsOwn()
    {
        StringTable table = new(2);
        Gen.String.Array.Sample(
            texts => texts.Select(text => Encoding.UTF8.GetBytes(text)).All(utf8 => table.Get(utf8) == Encoding.UTF8.GetString(utf8)),
            iter: 500,
            threads: 1);
    }
}
