using System.Text;
using MarathonLb.Asking;
using MarathonLb.Config;
using MarathonLb.Reconcile;
using MarathonLb.Templates;
using MarathonLb.Tests.Asking;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Reconcile;

public sealed class RunningLinesTests
{
    private readonly Golden _golden = new(Repository.PathOf("tests", "goldens", "01-realistic"));
    private readonly AskedModel _asked;
    private readonly Generation _generation;
    private readonly RuleSet _rules;

    public RunningLinesTests()
    {
        _asked = Asked.Of(_golden.AppsOptions, _golden.RenderOptions, _golden.ReadApps(), out _generation);
        _rules = RuleSet.Load(new TemplateLoader(new TemplateCompiler(), static _ => null, "/dev/null", null), _golden.RenderOptions, _golden.AppsOptions);
    }

    [Fact]
    public void Describe_TheRoundsText_SaysOfEachLineWhatTheRoundsOwnIndexSays()
    {
        RunningLines lines = new(_rules, _asked.Model.Services, Encoding.UTF8.GetBytes(_asked.Config));
        int count = _asked.Config.Count('\n');
        Assert.All(Enumerable.Range(1, count), line => Assert.Equal(_generation.Ownership.Describe(line), lines.Describe(line)));
    }

    /// <summary>As while a reload waits: what runs lacks what the last round brought, and has what it took away.</summary>
    [Fact]
    public void Describe_AnotherTextRuns_FindsLinesBySectionAndWords()
    {
        string[] rendered = _asked.Config.Split('\n');
        int backend = Array.FindLastIndex(rendered, static line => line.StartsWith("backend ", StringComparison.Ordinal));
        string[] running = ["# another first line", .. rendered[..backend], rendered[backend], "  no-such-line", .. rendered[(backend + 1)..]];
        RunningLines lines = new(_rules, _asked.Model.Services, Encoding.UTF8.GetBytes(string.Join('\n', running)));

        string owner = lines.Describe(backend + 2)!;
        Assert.StartsWith("app /", owner, StringComparison.Ordinal);
        Assert.Equal(_generation.Ownership.Describe(backend + 1), owner);
        Assert.Null(lines.Describe(backend + 3));
        Assert.Null(lines.Describe(running.Length + 1));
    }
}
