using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Hygiene;

/// <summary>What the eye does not see in labels is named.</summary>
public sealed class LabelFindingTests
{
    [Theory]
    [InlineData("0_STICKY", "on", "this is read as false, as it always was")]
    [InlineData("0_ENABLED", "1", "this is read as false, as it always was")]
    [InlineData("0_USE_HSTS", " true", "this is read as false, as it always was")]
    [InlineData("0_REDIRECT_TO_HTTPS", "“true”", "this is read as false, as it always was")]
    [InlineData("0_VHOST", "a b.com", "a space (U+0020) at position 2 of 'a b.com' has no place in a host name; the service is left out")]
    [InlineData("0_VHOST", "a\u200b.com", "a zero width space (U+200B) at position 2 of 'a?.com' has no place in a host name; the service is left out")]
    [InlineData("0_PATH", "/a\u202eb", "a text direction mark (U+202E) at position 3 has no place in a path; the service is left out")]
    [InlineData("0_PATH", "/a } || { always_true", "'}' is not a path prefix; the service is left out")]
    [InlineData("0_BIND_OPTIONS", "ciphers ‘x’", "a typographic quote (U+2018) at position 9 has no place in bind options; the service is left out")]
    [InlineData("0_BALANCE", "roundrobin uri", "roundrobin takes no argument; the label is ignored")]
    [InlineData("0_PORT", "80\u00a080", "a no-break space (U+00A0) at position 3 has no place in a number; the service is left out")]
    [InlineData("0_MODE", "http\ufeff", "a byte order mark (U+FEFF) at position 5 has no place in a mode; the service is left out")]
    [InlineData("0_VHSOT", "a.com", "there is no such label; it is ignored")]
    [InlineData("HAPROXY_0_VHOST\u200b", "a.com", "a zero width space (U+200B) at position 16 has no place in a label's name; the label is ignored")]
    [InlineData("\ufeffHAPROXY_0_VHOST", "a.com", "a byte order mark (U+FEFF) at position 1 has no place in a label's name; the label is ignored")]
    [InlineData("haproxy_0_vhost", "a.com", "there is no such label; it is ignored")]
    public void Build_Label_IsSaid(string name, string value, string reason)
    {
        Finding finding = Assert.Single(SampleApps.Build(SampleApps.App("/app", 10000, (name, value))).Findings);

        Assert.Equal(reason, finding.Reason);
        if (name.Contains("host", StringComparison.OrdinalIgnoreCase) && finding.Code == "label-unknown") Assert.Equal("Did you mean HAPROXY_0_VHOST?", finding.Advice);
    }

    [Theory]
    [InlineData("0_STICKY", "false")]
    [InlineData("0_STICKY", "No")]
    [InlineData("0_STICKY", "TRUE")]
    [InlineData("com.haproxy.monitor", "x")]
    [InlineData("my_haproxy_note", "x")]
    public void Build_OrdinaryLabel_IsNotSaid(string name, string value) =>
        Assert.Empty(SampleApps.Build(SampleApps.App("/app", 10000, (name, value))).Findings);

    [Fact]
    public void Build_GroupThatCantBeRead_IsSaidThoughNoGroupOfOursExposesTheApp()
    {
        AppsOptions options = new() { Groups = ["external"] };
        AppsModel model = SampleApps.Build(options, SampleApps.App("/app", 10000, ("HAPROXY_GROUP", "external\u200b"), ("0_STICKY", "on")), SampleApps.App("/other", 10001, ("HAPROXY_GROUP", "internal"), ("0_STICKY", "on")));

        Finding finding = Assert.Single(model.Findings);
        Assert.Equal(("/app", "HAPROXY_GROUP"), (finding.AppId, finding.Subject));
        Assert.StartsWith("a zero width space (U+200B)", finding.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LiquidAsksForALabel_GetsItOnOneLine()
    {
        Service service = SampleApps.ServiceWith(("owner", "me\n  use_backend other\r\nx"), ("0_FRONTEND_HEAD", "liquid:<{{ labels.owner }}>"));

        Assert.Equal("<me   use_backend other  x>\n", Config.Golden.Text(Config.Rendering.With(Config.Rendering.Empty).Render([service]).Text));
    }
}
