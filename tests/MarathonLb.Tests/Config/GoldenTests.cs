using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Templates;

namespace MarathonLb.Tests.Config;

public sealed class GoldenTests
{
    public static TheoryData<string> Folders() => new(Golden.Folders());

    [Theory]
    [MemberData(nameof(Folders))]
    public void Render_RecordedApps_PrintsWhatTheOriginalPrinted(string folder)
    {
        Golden golden = new(folder);
        TemplateCompiler compiler = new();
        AppsModel model = new AppsBuilder(golden.AppsOptions, new Golden.Addresses(), compiler).Build(golden.ReadApps());

        ConfigDocument document = golden.Renderer(compiler).Render(model.Services);

        Assert.Equal(golden.Expected("expected.cfg"), Golden.Text(document.Text));
        if (golden.Has("expected.domain2backend.map"))
        {
            Assert.Equal(golden.Expected("expected.domain2backend.map"), Golden.Text(document.DomainMap));
            Assert.Equal(golden.Expected("expected.app2backend.map"), Golden.Text(document.AppMap));
        }
    }
}
