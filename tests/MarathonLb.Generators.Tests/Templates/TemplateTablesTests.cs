using MarathonLb.Generators.Tests.Harness;

namespace MarathonLb.Generators.Tests.Templates;

/// <summary>The generated tables of templates and placeholders.</summary>
public sealed class TemplateTablesTests
{
    [Fact]
    public void All_Always_HasOneEntryPerMemberInOrder() => Assert.Equal(
        DeclaredTemplates.All.Select(static template => template.Member),
        LiveModel.Call<string[]>("Templates").Select(static line => line.Split(' ')[0]));

    [Fact]
    public void All_Template_HasTheFactsOfItsAttribute() => Assert.Contains(
        "UserlistHead HAPROXY_USERLIST_HEAD Format True True None [Backend User Passwd] True", LiveModel.Call<string[]>("Templates"));

    [Fact]
    public void All_MapTemplate_NamesWhatOverridesIt() => Assert.Contains(
        "MapHttpFrontendAcl HAPROXY_MAP_HTTP_FRONTEND_ACL Format False False HttpFrontendAcl [HaproxyDir] True",
        LiveModel.Call<string[]>("Templates"));

    [Fact]
    public void Of_EveryMember_GivesItsOwnEntry() => Assert.All(
        DeclaredTemplates.All,
        static template => Assert.StartsWith(
            $"{template.Member} {template.FullName} ", LiveModel.Call<string>("TemplateOf", template.Member), StringComparison.Ordinal));

    [Fact]
    public void Of_None_Throws() => Assert.Throws<ArgumentOutOfRangeException>(static () => LiveModel.Call<string>("TemplateOf", "None"));

    [Fact]
    public void TryParse_EveryFullName_GivesTheTemplate() => Assert.All(
        DeclaredTemplates.All,
        static template => Assert.Equal("True " + template.Member, LiveModel.Call<string>("ParseTemplate", template.FullName)));

    [Theory]
    [InlineData("")]
    [InlineData("HEAD")]
    [InlineData("HAPROXY_NONE")]
    [InlineData("haproxy_head")]
    public void TryParse_AnotherName_IsFalse(string name) => Assert.Equal("False None", LiveModel.Call<string>("ParseTemplate", name));

    [Fact]
    public void Placeholders_Each_RoundTrips() => Assert.All(PlaceholderTexts.All, static pair =>
    {
        Assert.Equal("True " + pair.Key, LiveModel.Call<string>("ParsePlaceholder", pair.Value));
        Assert.Equal(pair.Value, LiveModel.Call<string>("PlaceholderOf", pair.Key));
    });

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("APPID")]
    public void PlaceholderTryParse_AnotherText_IsFalse(string text) =>
        Assert.Equal("False None", LiveModel.Call<string>("ParsePlaceholder", text));

    [Fact]
    public void PlaceholderOf_None_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => LiveModel.Call<string>("PlaceholderOf", "None"));
}
