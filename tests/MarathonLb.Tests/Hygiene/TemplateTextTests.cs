using System.Diagnostics;
using CsCheck;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Reconcile;
using MarathonLb.Templates;
using MarathonLb.Templates.Legacy;
using MarathonLb.Tests.Apps;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Hygiene;

/// <summary>Any text at all as a template, classic and Liquid: nothing throws or hangs, and other apps' lines stay what they are.</summary>
public sealed class TemplateTextTests
{
    /// <summary>Far more than any text may take: a rendering ends after its steps and its memory.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TemplateDeclaration[] Overridable = [.. TemplateTable.All.Where(static declaration => declaration.Overridable)];

    [Fact]
    public void Generate_AnyTemplateText_LeavesOtherAppsLinesAlone()
    {
        string other = SampleApps.App("/zz", 10002, ("0_VHOST", "zz.com"), ("0_AUTH", "r:u:p"), ("0_STICKY", "true"), ("0_PATH", "/zz"));
        Gen.Select(Gen.Int[0, Overridable.Length - 1], Hostile.Templates, Gen.Bool).Sample(
            (template, text, http) =>
            {
                string name = "0_" + Overridable[template].FullName["HAPROXY_".Length..];
                string app = SampleApps.App("/aa", 10001, ("0_VHOST", "aa.com"), ("0_AUTH", "r:u:p"), ("0_USE_HSTS", "true"), ("0_MODE", http ? "http" : "tcp"), (name, text));
                Stopwatch watch = Stopwatch.StartNew();
                Generation generation = Generator().Generate(new MarathonSnapshot(SampleApps.Read(app, other), [], 0, "test"));

                Assert.True(watch.Elapsed < Patience, $"{watch.Elapsed} for {text}");
                Assert.False(generation.GlobalFault);
                Assert.Equal(LinesOf(Generator().Generate(new MarathonSnapshot(SampleApps.Read(other), [], 0, "test")), "/zz"), LinesOf(generation, "/zz"));
                bool served = generation.Document.Services.ToArray().Any(static service => service.Service.AppId == "/aa");
                Assert.True(served || generation.Findings.Any(finding => finding is { AppId: "/aa", Severity: FindingSeverity.Error }));
            },
            iter: 1_500, threads: 1, seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public void Translate_AnyText_EndsAndTranslatesTheResultNoFurther()
    {
        HaproxyRelease release = new(3, 3);
        Gen.Select(Gen.Int[0, TemplateTable.All.Length - 1], Hostile.Templates).Sample(
            (template, text) =>
            {
                TemplateDeclaration declaration = TemplateTable.All[template];
                string today = OldDirectives.Translate(text, declaration, release, out TemplateRewrite[] rewrites);
                Assert.Equal(rewrites.Length == 0 || rewrites.All(static rewrite => rewrite.New is null), text == today);
                Assert.Equal(today, OldDirectives.Translate(today, declaration, release, out TemplateRewrite[] further));
                Assert.All(further, static rewrite => Assert.Null(rewrite.New));
            },
            iter: 20_000, threads: 1, seed: "0N0XIzNsQ0O2");
    }

    [Fact]
    public void Split_AnyWords_AreReadBackAsWritten() =>
        Hostile.Values.Array[1, 4].Sample(
            static words => Assert.Equal(words, ConfigWords.Split(string.Join(' ', words.Select(ConfigWords.Write)))?.Select(static word => word.Text)),
            iter: 20_000, threads: 1, seed: "0N0XIzNsQ0O2");

    private static ConfigGenerator Generator() => new(SampleApps.Everything, new RenderOptions(), new Golden.Addresses(), "/nonexistent", static _ => null);

    /// <summary>Everything that an app prints, each piece from the beginning of a line to the end of one.</summary>
    private static string LinesOf(Generation generation, string app)
    {
        ReadOnlySpan<byte> text = generation.Document.Text.WrittenSpan;
        List<string> pieces = [];
        foreach (Fragment fragment in generation.Document.Fragments)
        {
            if (fragment.Service < 0 || generation.Document.Services[fragment.Service].Service.AppId != app) continue;
            Assert.True(fragment.Start == 0 || text[fragment.Start - 1] == (byte)'\n', "begins behind another's line");
            Assert.Equal((byte)'\n', text[fragment.Start + fragment.Length - 1]);
            pieces.Add(System.Text.Encoding.UTF8.GetString(text.Slice(fragment.Start, fragment.Length)));
        }

        return string.Join("--\n", pieces);
    }
}
