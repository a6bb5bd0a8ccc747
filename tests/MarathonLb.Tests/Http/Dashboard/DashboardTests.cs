using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace MarathonLb.Tests.Http.Dashboard;

public sealed partial class DashboardTests
{
    /// <summary>Ends an attribute, a tag, the style and the script, and begins what Liquid and HTML would act on.</summary>
    private const string Hostile = "\"'></code></style></script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 | times: 6 }}&lt;";

    public static TheoryData<string> Pages => ["/_mlb/", "/_mlb/?q=x", "/_mlb/findings", "/_mlb/rounds", "/_mlb/diff", "/_mlb/diff?from=none"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_HostileTexts_AreShownAsText(string path)
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight(Hostile) { IsPinned = true });
        string page = await host.Public.GetStringAsync(path);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"'>", page, StringComparison.Ordinal);

        // Liquid in a text is not run, and an entity in it stays as it is written.
        Assert.Contains("{{ 7 | times: 6 }}&amp;lt;", page, StringComparison.Ordinal);
        Assert.Single(ScriptTag().Matches(page));
        Assert.Single(StyleTag().Matches(page));
    }

    [Fact]
    public async Task Page_HostileQuery_StaysInItsField()
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x", 120));
        string page = await host.Public.GetStringAsync("/_mlb/?page=2&q=" + Uri.EscapeDataString(Hostile));
        Assert.Contains("value=\"&quot;&#x27;&gt;&lt;/code&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/_mlb/?q=%22%27%3E", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_Policy_AllowsItsOwnStyleAndScriptAndNothingElse(string path)
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x"));
        using HttpResponseMessage answer = await host.Public.GetAsync(path);
        string page = await answer.Content.ReadAsStringAsync();
        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains($"script-src '{HashOf(ScriptTag().Match(page).Groups["text"].Value)}'", policy, StringComparison.Ordinal);
        Assert.Contains($"style-src '{HashOf(StyleTag().Match(page).Groups["text"].Value)}'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
        Assert.Equal("text/html; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Page_Pinned_SaysSoAtTheTop(bool pinned)
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x") { IsPinned = pinned });
        foreach (string path in new[] { "/_mlb/", "/_mlb/findings", "/_mlb/rounds", "/_mlb/diff" })
        {
            Assert.Equal(pinned, (await host.Public.GetStringAsync(path)).Contains("Pinned to version 2", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("", "Page 1 of 3", false, true)]
    [InlineData("?page=2", "Page 2 of 3", true, true)]
    [InlineData("?page=99999", "Page 3 of 3", true, false)]
    [InlineData("?page=-1", "Page 1 of 3", false, true)]
    [InlineData("?page=x", "Page 1 of 3", false, true)]
    public async Task Services_ManyOfThem_ComeInPages(string query, string says, bool before, bool after)
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x", 120));
        string page = await host.Public.GetStringAsync("/_mlb/" + query);
        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.Equal((before, after), (page.Contains("rel=\"prev\"", StringComparison.Ordinal), page.Contains("rel=\"next\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Root_WithoutSlash_IsRedirected()
    {
        await using InsightHost host = await InsightHost.StartAsync(new FakeInsight("x"));
        using HttpResponseMessage answer = await host.Public.GetAsync("/_mlb");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/_mlb/"), (answer.StatusCode, answer.Headers.Location?.ToString()));
    }

    /// <summary>Escaping is only as good as the pages: none may switch it off, but for our own style and script.</summary>
    [Fact]
    public void Pages_Sources_PrintNothingRaw()
    {
        string[] sources = Directory.GetFiles(Repository.PathOf("src", "MarathonLb", "Http", "Dashboard"), "*.liquid");
        Assert.NotEmpty(sources);
        foreach (string source in sources)
        {
            string text = File.ReadAllText(source).Replace("{% raw %}@STYLE@{% endraw %}", "").Replace("{% raw %}@SCRIPT@{% endraw %}", "");
            Assert.DoesNotContain("raw", text, StringComparison.Ordinal);
        }
    }

    private static string HashOf(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    [GeneratedRegex("<script[^>]*>(?<text>.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptTag();

    [GeneratedRegex("<style[^>]*>(?<text>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex StyleTag();
}
