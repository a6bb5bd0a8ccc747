using MarathonLb.Generators.Tests.Harness;

namespace MarathonLb.Generators.Tests.Templates;

/// <summary>What the generator says about the files under templates/, and where in them.</summary>
public sealed class TemplateFileDiagnosticsTests
{
    [Fact]
    public void File_WithoutDeclaration_MLB0021() =>
        AssertOnly("MLB0021", "declares templates/HAPROXY_NEW", "HAPROXY_NEW", "[||]text\n");

    [Theory]
    [InlineData("frontend x\n  acl [|{|]\n", "never closed")]
    [InlineData("frontend x\n  acl [|}|] y\n", "a single '}'")]
    [InlineData("frontend x\n\n  {backend}{{ [|{|]backend:>3}", "'{backend:>3}' is not a placeholder")]
    [InlineData("[|{|]}", "'{}' is not a placeholder")]
    public void File_SyntaxError_MLB0022(string text, string message) => AssertOnly("MLB0022", message, "HAPROXY_BACKEND_HEAD", text);

    [Fact]
    public void File_UnknownPlaceholder_MLB0023NamesThoseThereAre() => AssertOnly(
        "MLB0023", "does not get {mood}; it gets {appId}, {backend}, {balance}, {haproxy_dir}, {hostname}, {mode}", "HAPROXY_BACKEND_HEAD",
        "backend {backend}\n  {{mode}} [|{mood}|]\n");

    [Fact]
    public void File_PlaceholderOfAnotherTemplate_MLB0023() => AssertOnly(
        "MLB0023", "HAPROXY_HTTPS_FRONTEND_HEAD does not get {backend}; it gets {sslCerts}", "HAPROXY_HTTPS_FRONTEND_HEAD",
        "[|{backend}|]");

    [Fact]
    public void File_FaultAfterCrLf_IsAtItsPlaceOnDisk() =>
        AssertOnly("MLB0023", "{mood}", "HAPROXY_BACKEND_HEAD", "one\r\ntwo\r\n  x [|{mood}|]\r\n");

    [Fact]
    public void File_SeveralUnknownPlaceholders_ShowsAll()
    {
        GeneratorRun run = Run("HAPROXY_BACKEND_HEAD", "{a} {backend} {b}");

        Assert.Equal(["MLB0023", "MLB0023"], run.Diagnostics.Select(static item => item.Id));
    }

    [Fact]
    public void File_Raw_MayHoldAnyBraces() => Assert.Empty(Run("HAPROXY_HEAD", "{ }} {mood}").Diagnostics);

    // What the generator allows by itself must be what TemplateDeclaration.Offers says at run time.
    [Fact]
    public void File_PlaceholdersThatTheDeclarationOffers_AreAccepted() => Assert.All(
        DeclaredTemplates.All.Where(static template => !template.IsRaw), static template =>
        {
            string[] offered = LiveModel.Call<string[]>("Offered", template.Member);
            string text = string.Concat(PlaceholderTexts.All.Values.Select(static name => "{" + name + "}"));

            GeneratorRun run = Run(template.FullName, text);

            Assert.Equal(
                PlaceholderTexts.All.Where(pair => !offered.Contains(pair.Key)).Select(static pair => pair.Value),
                run.Diagnostics.Select(item => text[(item.Location.SourceSpan.Start + 1)..(item.Location.SourceSpan.End - 1)]));
        });

    private static GeneratorRun Run(string name, string text) =>
        GeneratorRun.Of(Declarations.Sources, DeclaredTemplates.FilesWith(InMemoryText.Template(name, text)));

    private static void AssertOnly(string id, string message, string name, string marked)
    {
        MarkedSource source = new(marked);
        source.AssertOnly(Run(name, source.Text), id, "/repository/templates/" + name, message);
    }
}
