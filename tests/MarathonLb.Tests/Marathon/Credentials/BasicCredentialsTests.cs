using System.Text;
using MarathonLb.Marathon.Credentials;

namespace MarathonLb.Tests.Marathon.Credentials;

public sealed class BasicCredentialsTests
{
    [Theory]
    [InlineData("user", "pass")]
    [InlineData("user", "pa:ss")]
    [InlineData("üser", "")]
    public async Task Apply_UserAndPassword_AreSent(string user, string password)
    {
        using HttpRequestMessage request = new();

        await new BasicCredentials(user, password).ApplyAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("Basic", request.Headers.Authorization!.Scheme);
        Assert.Equal($"{user}:{password}", Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization.Parameter!)));
    }
}
