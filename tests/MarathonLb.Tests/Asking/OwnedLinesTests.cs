using MarathonLb.Apps;
using MarathonLb.Asking;
using MarathonLb.Config;
using MarathonLb.Reconcile;
using MarathonLb.Tests.Config;

namespace MarathonLb.Tests.Asking;

public sealed class OwnedLinesTests
{
    /// <summary>By their names the same lines are found as by the index of the rendering, with our templates.</summary>
    [Fact]
    public void Of_EveryService_AreTheLinesThatTheIndexKnows()
    {
        Golden golden = new(Repository.PathOf("tests", "goldens", "01-realistic"));
        AskedModel asked = Asked.Of(golden.AppsOptions, golden.RenderOptions, golden.ReadApps(), out Generation generation);
        string[] lines = asked.Config.Split('\n');
        ILookup<Service, int> owned = Enumerable.Range(1, lines.Length - 1).Where(line => lines[line - 1].Trim().Length > 0)
            .Select(line => (Line: line, Owner: generation.Ownership.OwnerOf(line)?.Service)).Where(static pair => pair.Owner is not null).ToLookup(static pair => pair.Owner!, static pair => pair.Line);
        Assert.NotEmpty(owned);
        Assert.All(owned.Where(static service => service.Key.Overrides.Length == 0), service => Assert.Equal(service, Flat(OwnedLines.Of(asked.Config, service.Key))));
    }

    private static IEnumerable<int> Flat(IEnumerable<string> ranges)
    {
        foreach (string range in ranges)
        {
            string[] ends = range.Split('-');
            for (int line = int.Parse(ends[0]); line <= int.Parse(ends[^1]); line++) yield return line;
        }
    }
}
