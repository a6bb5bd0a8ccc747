using System.Text;
using CsCheck;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

/// <summary>An app whose text is that of the last document is the same object; whatever changed, what is read is what a new reader reads.</summary>
public sealed class KnownAppsTests
{
    private static readonly string[] Texts = ["""{"id":"/a"}""", """{"id":"/a","instances":1}""", """{"id":"/b","ports":["x"]}""", """{"instances":3}""", "7", Documents.Everything];

    [Fact]
    public async Task Read_UnchangedApp_IsTheSameObject()
    {
        SnapshotReader reader = new();
        MarathonApp[] first = await ReadAsync(reader, Documents.Everything, """{"id":"/b"}""", """{"id":"/c"}""");

        MarathonApp[] second = await ReadAsync(reader, """{"id":"/c"}""", """{"id":"/b","instances":1}""", Documents.Everything);

        Assert.Same(first[0], second[2]);
        Assert.Same(first[2], second[0]);
        Assert.Equal(1, second[1].Instances);
    }

    [Fact]
    public async Task Read_AfterARefusal_KnowsTheLastWholeDocument()
    {
        SnapshotReader reader = new();
        MarathonApp first = Assert.Single(await ReadAsync(reader, """{"id":"/a"}"""));

        await Assert.ThrowsAsync<MarathonAnswerException>(() => reader.ReadAsync(new MemoryStream("""{"apps":[{"id":"/b"},"""u8.ToArray()), "test", CancellationToken.None));

        Assert.Same(first, Assert.Single(await ReadAsync(reader, """{"id":"/a"}""")));
    }

    [Fact]
    public void Read_DocumentsOfChanges_EqualANewReader() =>
        Gen.Select(Gen.Int[0, Texts.Length - 1].Select(static i => Texts[i]).Array[0, 5].Array[1, 5], Gen.Int[16, 200]).Sample(
            (documents, buffer) =>
            {
                SnapshotReader reader = new(buffer);
                foreach (string[] texts in documents)
                {
                    byte[] json = Encoding.UTF8.GetBytes(Documents.Of(texts));
                    MarathonSnapshot known = Read(reader, json);
                    MarathonSnapshot fresh = Read(new SnapshotReader(), json);
                    Assert.Equal(Documents.Show(fresh.Apps), Documents.Show(known.Apps));
                    Assert.Equal(fresh.Findings, known.Findings);
                    Assert.Equal(fresh.Bytes, known.Bytes);
                }
            },
            iter: 300);

    private static MarathonSnapshot Read(SnapshotReader reader, byte[] json) =>
        reader.ReadAsync(new MemoryStream(json), "test", CancellationToken.None).GetAwaiter().GetResult();

    private static async Task<MarathonApp[]> ReadAsync(SnapshotReader reader, params string[] apps) =>
        (await reader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(Documents.Of(apps))), "test", CancellationToken.None)).Apps;
}
