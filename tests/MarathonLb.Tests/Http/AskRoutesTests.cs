using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using MarathonLb.Asking;
using MarathonLb.Http;

namespace MarathonLb.Tests.Http;

public sealed class AskRoutesTests
{
    [Theory]
    [InlineData("?app=%2Fa", HttpStatusCode.OK, "app", "/a")]
    [InlineData("?app=%3Cb%3E", HttpStatusCode.NotFound, "unknown", "<b>")]
    public async Task Explain_App_AnswersJson(string query, HttpStatusCode status, string member, string value)
    {
        await using EndpointHost host = await EndpointHost.StartAsync(null, new AskRoutes(new Known()).Public);
        using HttpResponseMessage answer = await host.Admin.GetAsync(AskRoutes.Explain + query);
        Assert.Equal((status, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        string text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(value, (string?)JsonNode.Parse(text)![member]);
        Assert.DoesNotContain("<b>", text);
    }

    [Fact]
    public async Task Explain_NoApp_Is400()
    {
        await using EndpointHost host = await EndpointHost.StartAsync(null, new AskRoutes(new Known()).Public);
        using HttpResponseMessage answer = await host.Admin.GetAsync(AskRoutes.Explain);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private sealed class Known : IAskable
    {
        public AppExplanation? Explain(string app) => app == "/a" ? new AppExplanation(app, [app], 0, [], []) : null;

        public UnknownApp Unknown(string app) => new(app, []);
    }
}
