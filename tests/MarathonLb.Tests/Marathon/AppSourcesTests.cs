using MarathonLb.Marathon;
using Microsoft.Extensions.Logging.Abstractions;

namespace MarathonLb.Tests.Marathon;

public sealed class AppSourcesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("file:")]
    [InlineData("file://")]
    public async Task FetchApps_File_ReadsTheSameDocument(string prefix)
    {
        await File.WriteAllTextAsync(_file, """{"apps":[{"id":"/a"}]}""");

        MarathonSnapshot snapshot = await Open(prefix + _file).FetchAppsAsync(TestContext.Current.CancellationToken);

        Assert.Equal("/a", Assert.Single(snapshot.Apps).Id);
    }

    [Fact]
    public async Task FetchApps_FileMissingOrMalformed_NamesItAndTheReason()
    {
        await File.WriteAllTextAsync(_file, "oops");

        Assert.Equal("Marathon can't be reached:\n  file:/no/such.json: there is no such file", await FailureOf("file:/no/such.json"));
        Assert.StartsWith($"Marathon can't be reached:\n  file:{_file}: the answer is not the document", await FailureOf($"file:{_file}"), StringComparison.Ordinal);
        Assert.Contains("a folder", await FailureOf("file:/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("master:8080", "'master:8080' is not a Marathon URL. Write http://HOST:8080, https://HOST:8443 or file:PATH")]
    [InlineData("master.mesos", "'master.mesos' is not a Marathon URL. Write http://HOST:8080, https://HOST:8443 or file:PATH")]
    [InlineData("user:secret@master", "the URL is not a Marathon URL. Write http://HOST:8080, https://HOST:8443 or file:PATH")]
    public void AddressesOf_NoUrl_SaysWhatToWrite(string url, string expected) =>
        Assert.Equal(expected, Assert.Throws<FormatException>(() => AppSources.AddressesOf([url])).Message);

    [Fact]
    public void AddressesOf_FileAmongOthers_IsRefused() =>
        Assert.Throws<FormatException>(() => AppSources.AddressesOf(["http://a:8080", "file:x"]));

    private static IAppSource Open(string url) =>
        AppSources.Open([url], hosts => new MarathonClientOptions { Hosts = hosts }, NullLogger<MarathonClient>.Instance);

    private static async Task<string> FailureOf(string url) =>
        (await Assert.ThrowsAsync<MarathonUnreachableException>(() => Open(url).FetchAppsAsync(TestContext.Current.CancellationToken))).Message;
}
