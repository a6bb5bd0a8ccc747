using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Templates;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Templates;

public sealed class LiquidTests
{
    [Theory]
    [InlineData("{{ service.appId }} {{ service.port }} {{ service.mode }} {{ service.balance }}", "/app 10000 http leastconn")]
    [InlineData("{% for s in servers %}{{ s.host }}:{{ s.port }},{{ s.taskId }};{% endfor %}", "10.0.0.1:31000,/app@10.0.0.1;10.0.0.2:31000,/app@10.0.0.2;")]
    [InlineData("{{ labels.owner }} {{ labels['HAPROXY_0_VHOST'] }}", "team1 A.example.com")]
    [InlineData("{{ app.id }} {{ app.instances }} {{ app.tasks }}", "/app 2 2")]
    [InlineData("{{ backend }} {{ servicePort }}{{ bindOptions }}", "app_10000 10000")]
    [InlineData("{% capture c %}{% for i in (1..3) %}{{ i }}{% endfor %}{% endcapture %}{{ c | append: c }}", "123123")]
    [InlineData("{% assign l = 'a,b' | split: ',' %}{{ l | join: '-' }}{{ 'x.y' | replace: '.', '_' }}", "a-bx_y")]
    [InlineData("[{{ labels.HAPROXY_0_AUTH }}{{ labels['HAPROXY_0_AUTH'] }}{{ service.labels }}{{ service.auth }}]", "[]")]
    public void Print_LabelTemplate_SeesItsApp(string template, string expected)
    {
        string text = FrontendOf(template, out ConfigRenderer renderer);

        Assert.Empty(renderer.Faults);
        Assert.Contains($"<{expected}>", text);
    }

    [Fact]
    public void Print_TwoApps_EachSeesItsOwnLabelsOnly()
    {
        (string, string) head = ("0_FRONTEND_HEAD", "liquid:<{{ app.id }} {{ labels.secret }}>");
        AppsModel model = SampleApps.Build(
            SampleApps.App("/a", 10000, head, ("secret", "of-a")), SampleApps.App("/b", 10001, head), SampleApps.App("/c", 10002, head, ("secret", "of-c")));

        string text = Golden.Text(Rendering.With(Rendering.Empty).Render(model.Services).Text);

        Assert.Equal("</a of-a>\n</b >\n</c of-c>\n", text);
    }

    [Theory]
    [InlineData("{% for i in (1..60000) %}{% for j in (1..60000) %}{% endfor %}{% endfor %}")]
    [InlineData("{% for i in (1..50000) %}{{ i }}{{ i }}{{ i }}{% endfor %}")]
    [InlineData("{% for i in (1..30000000) limit: 1 %}{{ i }}{% endfor %}")]
    [InlineData("{{ (1..9999999999999) | size }}")]
    [InlineData("{{ labels[(1..30000000)] }}")]
    [InlineData("{% if servers contains (1..30000000) %}{% endif %}")]
    [InlineData("{% case 1 %}{% when (1..30000000) %}{% endcase %}")]
    [InlineData("{% assign a = 'x' %}{% assign b = a | append: (1..30000000) %}")]
    [InlineData("{% tablerow i in (1..30000000) %}{% endtablerow %}")]
    [InlineData("{% assign n = 2000000 %}{{ (1..n) | first }}")]
    [InlineData("{% assign a = 'x' %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}")]
    [InlineData("{% assign a = 'x' %}{% for i in (1..40) %}{% assign a = a | prepend: a %}{% endfor %}")]
    [InlineData("{% assign a = 'xxxxxxxxxxxxxxxx' %}{% for i in (1..9) %}{% assign a = a | replace: 'x', a %}{% endfor %}")]
    [InlineData("{% assign a = 'x,x,x' | split: ',' %}{% for i in (1..40) %}{% assign a = a | concat: a %}{% endfor %}")]
    [InlineData("{% assign a = 'x,x,x' | split: ',' %}{% for i in (1..12) %}{% assign j = a | join: j %}{% assign a = a | concat: a %}{% endfor %}")]
    [InlineData("{% assign a = 'x' %}{% for i in (1..40) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}")]
    [InlineData("{% capture a %}{% for i in (1..90000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}{% endcapture %}")]
    [InlineData("{% for i in (1..90000) %}xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx{% endfor %}")]
    [InlineData("{{ 'now' | date: '%100000000Y' }}")]
    [InlineData("{{ 1 | format_number: 'D100000000' }}")]
    [InlineData("{{ service | json }}")]
    public void Print_TemplateBeyondItsLimits_FailsWithoutTakingMemory(string template)
    {
        long before = GC.GetTotalAllocatedBytes();

        string text = FrontendOf(template, out ConfigRenderer renderer);

        Assert.Single(renderer.Faults);
        Assert.DoesNotContain("<", text);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 400_000_000);
    }

    [Theory]
    [InlineData("{% include 'x' %}")]
    [InlineData("{% render 'x' %}")]
    [InlineData("{% layout 'x' %}")]
    [InlineData("{% liquid\nassign a = 1\n%}")]
    [InlineData("{% macro a() %}{% endmacro %}")]
    [InlineData("{% if x %}")]
    [InlineData("{{ x")]
    public void TryCompile_TagThatIsNotThere_IsAFault(string text)
    {
        Assert.False(new TemplateCompiler().TryCompile(TemplateName.FrontendHead, TemplateSource.Label, "liquid:" + text, out Template? template, out TemplateFault fault));
        Assert.Null(template);
        Assert.StartsWith("the Liquid text can't be read: ", fault.Reason);
        Assert.DoesNotContain('\n', fault.Reason);
    }

    [Theory]
    [InlineData("{%if a%}", "{%endif%}", 1900)]
    [InlineData("{%if a%}", "{%endif%}", 30000)]
    [InlineData("{%if a%}", "", 1900)]
    [InlineData("{%if a%}", "{%endif%}", 150)]
    [InlineData("{{a", "}}", 0, "[a", "]", 1900)]
    [InlineData("{{a", "}}", 0, "[a", "]", 60000)]
    [InlineData("{{a", "}}", 0, "|upcase", "", 15000)]
    [InlineData("{%if a", "%}{%endif%}", 0, " and a", "", 15000)]
    [InlineData("{%if ", "a%}{%endif%}", 0, "(", ")", 1900)]
    public void TryCompile_TextNestedDeep_IsAFaultAndNoCrash(string open, string close, int repeat, string inner = "", string innerClose = "", int innerRepeat = 0)
    {
        string text = repeat > 0 ? Repeat(open, repeat) + "x" + Repeat(close, repeat) : open + Repeat(inner, innerRepeat) + Repeat(innerClose, innerRepeat) + close;

        Assert.False(new TemplateCompiler().TryCompile(TemplateName.FrontendHead, TemplateSource.Label, "liquid:" + text, out _, out TemplateFault fault));
        Assert.NotEmpty(fault.Reason);
    }

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static string FrontendOf(string template, out ConfigRenderer renderer)
    {
        AppsModel model = SampleApps.Build(SampleApps.App(
            "/app", [10000], ["10.0.0.1", "10.0.0.2"],
            [("0_FRONTEND_HEAD", $"liquid:<{template}>"), ("0_VHOST", "A.example.com"), ("0_BALANCE", "leastconn"), ("0_AUTH", "r:u:secret"), ("owner", "team1")]));
        renderer = Rendering.With(Rendering.Empty);
        return Golden.Text(renderer.Render(model.Services).Text);
    }
}
