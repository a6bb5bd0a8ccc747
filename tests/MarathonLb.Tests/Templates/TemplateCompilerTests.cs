using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Templates;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Templates;

public sealed class TemplateCompilerTests
{
    [Theory]
    [InlineData("{{{backend}}}", "{app_10000}")]
    [InlineData("{{}}", "{}")]
    [InlineData("{{backend}}", "{backend}")]
    [InlineData("{backend}{{{{", "app_10000{{")]
    [InlineData("a{backend}}}", "aapp_10000}")]
    [InlineData(@"\r\n{mode}", @"\r\ntcp")]
    [InlineData("a\r\nb\r", "a\nb\r")]
    [InlineData("größe {bindAddr}", "größe *")]
    [InlineData("{appId} {hostname} {haproxy_dir}", "/app None /etc/haproxy")]
    public void TryCompile_FormatSyntax_PrintsAsPythonDoes(string text, string expected)
    {
        Service service = SampleApps.ServiceWith(("0_FRONTEND_HEAD", text));

        Assert.Equal(expected + "\n", Golden.Text(Rendering.With(Rendering.Empty).Render([service]).Text));
    }

    [Theory]
    [InlineData("}", "at character 1: a single '}'; write '}}' for a brace")]
    [InlineData("{backend}}", "at character 10: a single '}'; write '}}' for a brace")]
    [InlineData("a\n {", "at line 2, character 2: a '{' that is never closed; write '{{' for a brace")]
    [InlineData("{{{", "at character 3: a '{' that is never closed; write '{{' for a brace")]
    [InlineData("{}", "at character 1: '{}' is not a placeholder: a name in braces, without format or conversion; write '{{' for a brace")]
    [InlineData("{backend!r}", "at character 1: '{backend!r}' is not a placeholder: a name in braces, without format or conversion; write '{{' for a brace")]
    [InlineData("{backend }", "at character 1: '{backend }' is not a placeholder: a name in braces, without format or conversion; write '{{' for a brace")]
    [InlineData("x {sslCerts}", "at character 3: {sslCerts} does not exist in this template")]
    [InlineData("x {Backend}", "at character 3: {Backend} does not exist in this template")]
    public void TryCompile_BrokenFormat_SaysWhereAndWhatThereIs(string text, string reason)
    {
        Assert.False(new TemplateCompiler().TryCompile(TemplateName.BackendHead, TemplateSource.Label, text, out _, out TemplateFault fault));

        Assert.Equal(reason, fault.Reason);
        Assert.Equal("It has {appId}, {backend}, {balance}, {haproxy_dir}, {hostname}, {mode}; write '{{' for a brace.", fault.Advice);
    }

    [Fact]
    public void TryCompile_RawTemplate_KeepsItsBraces()
    {
        Assert.True(new TemplateCompiler().TryCompile(TemplateName.BackendHttpOptions, TemplateSource.Label, "{x} {{y}} }", out Template? template, out _));
        Assert.Equal("{x} {{y}} }", System.Text.Encoding.UTF8.GetString(template!.Program!.Literals));
    }

    [Fact]
    public void TryCompile_SameTextTwice_IsCompiledOnce()
    {
        TemplateCompiler compiler = new();
        Assert.True(compiler.TryCompile(TemplateName.BackendHead, TemplateSource.Label, "{mode}", out Template? first, out _));
        Assert.True(compiler.TryCompile(TemplateName.BackendHead, TemplateSource.Label, "{mode}", out Template? second, out _));
        Assert.True(compiler.TryCompile(TemplateName.FrontendHead, TemplateSource.Label, "{mode}", out Template? other, out _));
        Assert.Same(first, second);
        Assert.NotSame(first, other);
    }
}
