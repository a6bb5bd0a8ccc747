using System.Net;
using System.Net.Http;
using System.Text.Json.Nodes;
using MarathonLb.Asking;
using MarathonLb.Asking.Routing;
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

    [Fact]
    public async Task Route_UrlAndHeaders_AnswersJson()
    {
        await using EndpointHost host = await EndpointHost.StartAsync(null, new AskRoutes(new Known()).Public);
        string query = $"?url={Uri.EscapeDataString("https://a.test/x?y=1")}&header=X-One%3A1&header=X-Two%3A%20a%3Ab";
        JsonNode answer = JsonNode.Parse(await host.Admin.GetStringAsync(AskRoutes.Route + query))!;
        Assert.Equal(("https://a.test/x?y=1", "a.test/x?y=1 1 a:b"), ((string?)answer["url"], (string?)answer["reason"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("?url=")]
    [InlineData("?url=http%3A%2F%2Fa.test&header=nothing")]
    [InlineData("?url=http%3A%2F%2Fa.test%3A99999")]
    public async Task Route_NoUrlOrHeader_Is400(string query)
    {
        await using EndpointHost host = await EndpointHost.StartAsync(null, new AskRoutes(new Known()).Public);
        using HttpResponseMessage answer = await host.Admin.GetAsync(AskRoutes.Route + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private sealed class Known : IAskable
    {
        public AppExplanation? Explain(string app) => app == "/a" ? new AppExplanation(app, [app], 0, [], []) : null;

        public UnknownApp Unknown(string app) => new(app, []);

        public RouteAnswer Route(RouteRequest request, string url) => new(
            url, "nothing", $"{request.Host}{request.Path}{request.Query} {request.Headers.GetValueOrDefault("X-One")} {request.Headers.GetValueOrDefault("x-two")}",
            null, null, null, false, [], [], [], []);
    }
}
