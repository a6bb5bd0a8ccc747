using System.Text;
using MarathonLb.Marathon.Credentials;

namespace MarathonLb.Tests.Marathon.Credentials;

public sealed class BasicCredentialsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("user:pass", "user:pass")]
    [InlineData("user:pa:ss", "user:pa:ss")]
    [InlineData("user:", "user:")]
    [InlineData("üser:pässword\r\nsecond:line\n", "üser:pässword")]
    public async Task Read_FirstLine_IsSent(string content, string expected)
    {
        await File.WriteAllTextAsync(_file, content);
        using HttpRequestMessage request = new();

        await CredentialFile.Read(_file).ApplyAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("Basic", request.Headers.Authorization!.Scheme);
        Assert.Equal(expected, Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization.Parameter!)));
    }

    [Theory]
    [InlineData("", "its first line is empty. Write user:password")]
    [InlineData("\nuser:pass", "its first line is empty. Write user:password")]
    [InlineData("secret", "there is no ':' between user and password. Write user:password")]
    [InlineData(":secret", "there is no user before the ':'. Write user:password")]
    public async Task Read_Malformed_NamesTheFileAndNotTheSecret(string content, string expected)
    {
        await File.WriteAllTextAsync(_file, content);

        CredentialException problem = Assert.Throws<CredentialException>(() => CredentialFile.Read(_file));

        Assert.Equal($"credential file {_file}: {expected}", problem.Message);
    }

    [Fact]
    public void Read_MissingFile_SaysSo() =>
        Assert.Equal(
            "credential file /no/such/file: there is no such file",
            Assert.Throws<CredentialException>(() => CredentialFile.Read("/no/such/file")).Message);
}
