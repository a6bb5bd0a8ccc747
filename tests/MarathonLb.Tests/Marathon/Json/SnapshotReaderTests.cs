using System.Text;
using CsCheck;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

public sealed class SnapshotReaderTests
{
    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "the answer is empty")]
    [InlineData("  \n ", "the answer is empty")]
    [InlineData("<!DOCTYPE html>\n<html>", "it is not JSON (at byte 0; it begins with: <!DOCTYPE html>\\u000a<html>)")]
    [InlineData("[]", "it is not an object (at byte 0;")]
    [InlineData("""{"message":"no"}""", "it has no list \"apps\"")]
    [InlineData("""{"apps":null}""", "its \"apps\" is not a list (at byte 8;")]
    [InlineData("""{"apps":{}}""", "its \"apps\" is not a list")]
    [InlineData("""{"apps":[{"id":"/a"}]""", "it breaks off (at byte")]
    [InlineData("""{"apps":[{"id":"/a","cmd":"x""", "it breaks off")]
    [InlineData("""{"apps":[{"id":"/a"}]}garbage""", "it is not JSON (at byte 22;")]
    [InlineData("""{"apps":[{"id":"/a"},]}""", "it is not JSON")]
    public async Task Read_AnythingElse_IsRefusedWithPositionAndBeginning(string text, string expected)
    {
        MarathonAnswerException refusal = await Assert.ThrowsAsync<MarathonAnswerException>(() => Documents.ReadAsync(text));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"apps":[]}""")]
    [InlineData("  {\"other\":[{\"apps\":[1]}],\"apps\":[],\"more\":{}}\r\n")]
    [InlineData("\uFEFF{\"apps\":[]}")]
    public async Task Read_NoApps_IsAnEmptySnapshot(string text)
    {
        MarathonSnapshot read = await Documents.ReadAsync(text);

        Assert.Empty(read.Apps);
        Assert.Empty(read.Findings);
    }

    [Fact]
    public void Take_CutAtEveryByte_GivesTheSame()
    {
        byte[] json = Encoding.UTF8.GetBytes(Documents.Of(Documents.Everything, "5", """{"id":"/second","ports":[1,"x"]}""", "{}"));
        MarathonSnapshot whole = TakeInPieces(json, []);

        Assert.Equal(2, whole.Apps.Length);
        for (int cut = 0; cut <= json.Length; cut++)
        {
            MarathonSnapshot pieces = TakeInPieces(json, [cut]);
            Assert.Equal(Documents.Show(whole.Apps), Documents.Show(pieces.Apps));
            Assert.Equal(whole.Findings, pieces.Findings);
        }
    }

    [Fact]
    public void Take_CutAnywhere_GivesTheSame()
    {
        byte[] json = Encoding.UTF8.GetBytes(Documents.Of([.. Enumerable.Repeat(Documents.Everything, 5)]));
        string whole = Documents.Show(TakeInPieces(json, []).Apps);

        Gen.Int[0, json.Length].Array[0, 200].Sample(
            cuts => Documents.Show(TakeInPieces(json, [.. cuts.Order()]).Apps) == whole,
            iter: 200);
    }

    [Fact]
    public async Task Read_AppBiggerThanTheBuffer_Grows()
    {
        string big = $$$"""{"id":"/big","labels":{"x":"{{{new string('y', 100_000)}}}"}}""";

        MarathonSnapshot read = await Documents.ReadAsync(Documents.Of("""{"id":"/small"}""", big), bufferBytes: 16);

        Assert.Equal(100_000, read.Apps[1].Labels[0].Value.Length);
    }

    [Fact]
    public async Task Read_LongerThanAllowed_IsRefused()
    {
        SnapshotReader reader = new(bufferBytes: 1024, mostBytes: 1 << 20);
        string app = $$"""{"id":"/a","cmd":"{{new string('y', 1000)}}"}""";
        using MemoryStream many = new(Encoding.UTF8.GetBytes(Documents.Of([.. Enumerable.Repeat(app, 1200)])));
        using MemoryStream one = new(Encoding.UTF8.GetBytes(Documents.Of($$"""{"id":"/a","cmd":"{{new string('y', 2_000_000)}}"}""")));

        await Assert.ThrowsAsync<MarathonAnswerException>(() => reader.ReadAsync(many, "test", End));
        await Assert.ThrowsAsync<MarathonAnswerException>(() => reader.ReadAsync(one, "test", End));
    }

    [Fact]
    public async Task Read_NestedDeeply_IsReadToALimitAndThenRefused()
    {
        string Nested(int depth) => Documents.Of($$"""{"id":"/a","x":{{new string('[', depth)}}{{new string(']', depth)}},"ports":[1]}""");

        MarathonApp app = Assert.Single((await Documents.ReadAsync(Nested(200))).Apps);
        Assert.Equal([1], app.Ports);
        await Assert.ThrowsAsync<MarathonAnswerException>(() => Documents.ReadAsync(Nested(100_000)));
    }

    [Fact]
    public async Task Read_AfterARefusal_ReadsTheNextDocument()
    {
        SnapshotReader reader = new(bufferBytes: 64);
        using MemoryStream bad = new("""{"apps":[{"id":"/a","ports":[1,"""u8.ToArray());
        using MemoryStream good = new(Encoding.UTF8.GetBytes(Documents.Of(Documents.Everything)));

        await Assert.ThrowsAsync<MarathonAnswerException>(() => reader.ReadAsync(bad, "test", End));
        MarathonSnapshot read = await reader.ReadAsync(good, "test", End);

        Assert.Equal("/shop/web", Assert.Single(read.Apps).Id);
        Assert.Equal(good.Length, read.Bytes);
    }

    [Fact]
    public void Take_BytesChangedAtRandom_GivesASnapshotOrARefusal()
    {
        byte[] json = Encoding.UTF8.GetBytes(Documents.Of(Documents.Everything, """{"id":"/b"}"""));
        Gen<(int Position, byte Value)> change = Gen.Select(Gen.Int[0, json.Length - 1], Gen.Byte);

        Gen.Select(change.Array[1, 8], Gen.Int[0, json.Length]).Sample(
            (changes, cut) =>
            {
                byte[] changed = [.. json];
                foreach ((int position, byte value) in changes)
                {
                    changed[position] = value;
                }

                AssertSnapshotOrRefusal(changed, cut);
            },
            iter: 5000);
    }

    [Fact]
    public void Take_RandomBytes_GivesARefusal() =>
        Gen.Byte.Array[0, 300].Sample(bytes => AssertSnapshotOrRefusal(bytes, bytes.Length / 2), iter: 5000);

    private static void AssertSnapshotOrRefusal(byte[] json, int cut)
    {
        try
        {
            Assert.NotNull(TakeInPieces(json, [cut]));
        }
        catch (MarathonAnswerException refusal)
        {
            Assert.DoesNotContain('\n', refusal.Message);
        }
    }

    private static MarathonSnapshot TakeInPieces(byte[] json, int[] cuts)
    {
        AppsDocument document = new(new AppReader(), new KnownApps(), default);
        int taken = 0;
        foreach (int end in cuts.Append(json.Length))
        {
            taken += document.Take(json.AsSpan(taken, Math.Max(taken, end) - taken));
        }

        return document.Finish("test");
    }
}
