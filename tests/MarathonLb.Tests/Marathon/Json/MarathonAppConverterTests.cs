using System.Text.Json;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

public sealed class MarathonAppConverterTests
{
    [Fact]
    public async Task Deserialize_OneApp_ReadsWhatTheAppsDocumentReads()
    {
        AppAnswer? answer = JsonSerializer.Deserialize($$"""{"app":{{Documents.Everything}}}""", MarathonJson.Default.AppAnswer);

        Assert.Equal(Documents.Show([await Documents.ReadAppAsync(Documents.Everything)]), Documents.Show([answer!.App!]));
    }

    [Theory]
    [InlineData("""{"app":[]}""")]
    [InlineData("""{"app":{"ports":[]}}""")]
    [InlineData("""{"app":{"id":"/a"}""")]
    public void Deserialize_NoApp_IsAJsonException(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, MarathonJson.Default.AppAnswer));
}
