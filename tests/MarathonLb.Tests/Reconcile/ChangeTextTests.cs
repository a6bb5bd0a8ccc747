using System.Text;
using MarathonLb.Reconcile;

namespace MarathonLb.Tests.Reconcile;

public sealed class ChangeTextTests
{
    private const string Old = """
        global
          maxconn 100
        backend a_1
          balance roundrobin
          server s1 10.0.0.1:80 id 1
          server s2 10.0.0.2:80 id 2
        backend b_2
          server s1 10.0.0.3:80

        """;

    [Fact]
    public void Between_Changes_CountsAndNamesThem()
    {
        const string wanted = """
            global
              maxconn 200
            backend a_1
              balance roundrobin
              server s1 10.0.0.1:80 id 1 weight 5
              server s3 10.0.0.9:80 id 3
            backend c_3
              server s1 10.0.0.4:80
              server s2 10.0.0.5:80

            """;
        ChangeSummary summary = Between(Old, wanted);
        Assert.Equal("backends: 1 added (c_3), 1 removed (b_2), 1 changed (a_1); servers: 3 added, 2 removed, 1 changed; frontends or settings changed", summary.ToString());
    }

    [Fact]
    public void Between_LineOfABackend_IsAChange() =>
        Assert.Equal("backends: 1 changed (a_1)", Between(Old, Old.Replace("roundrobin", "leastconn", StringComparison.Ordinal)).ToString());

    [Fact]
    public void Between_CommentsOnly_SaysSo() =>
        Assert.Equal("only order, spaces or comments changed", Between(Old, "# hello\n" + Old).ToString());

    [Fact]
    public void Between_NothingBefore_CountsAll() => Assert.Equal((2, 3), (Between("", Old).BackendsAdded.Count, Between("", Old).ServersAdded));

    [Fact]
    public void Between_ManyBackends_NamesFive()
    {
        string wanted = string.Concat(Enumerable.Range(0, 9).Select(i => $"backend n_{i}\n"));
        Assert.Equal("backends: 9 added (n_0, n_1, n_2, n_3, n_4, …)", Between("", wanted).ToString());
    }

    [Fact]
    public void Lines_OneChange_GivesAUnifiedDiff() =>
        Assert.Equal(
            ["--- old", "+++ new", "@@ -2,7 +2,7 @@", "   maxconn 100", " backend a_1", "   balance roundrobin", "-  server s1 10.0.0.1:80 id 1", "+  server s1 10.0.0.7:80 id 1", "   server s2 10.0.0.2:80 id 2", " backend b_2", "   server s1 10.0.0.3:80"],
            UnifiedDiff.Lines(Old, Old.Replace("10.0.0.1", "10.0.0.7", StringComparison.Ordinal), "old", "new"));

    [Fact]
    public void Lines_Equal_GivesNone() => Assert.Empty(UnifiedDiff.Lines(Old, Old, "old", "new"));

    [Fact]
    public void Lines_TooMany_AreCut()
    {
        string wanted = string.Concat(Enumerable.Range(0, 100).Select(i => $"line {i}\n"));
        IReadOnlyList<string> lines = UnifiedDiff.Lines("", wanted, "old", "new", limit: 10);
        Assert.Equal(11, lines.Count);
        Assert.Matches(@"^… \d+ more lines$", lines[^1]);
    }

    [Fact]
    public void Lines_AllOfAManyLinedFile_AreOnlyCounted()
    {
        string Text(string word) => string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{word} {i}\n"));
        Assert.Equal(
            ["--- old", "+++ new", "… 60000 lines removed and 60000 added: too many for a diff"],
            UnifiedDiff.Lines(Text("server"), Text("backend"), "old", "new"));
    }

    [Theory]
    [InlineData("  user bob password $6$abc$def", "  user bob password ***")]
    [InlineData("+\tuser bob insecure-password \"two words\" groups x", "+\tuser bob insecure-password *** groups x")]
    [InlineData("user bob insecure-password two\\ words groups x", "user bob insecure-password *** groups x")]
    [InlineData("stats auth admin:hunter2", "stats auth admin:***")]
    [InlineData("http-request set-header Authorization Basic\\ dXNlcjpwYXNz", "http-request set-header Authorization Basic\\ ***")]
    [InlineData("server s1 1.2.3.4:80 check", "server s1 1.2.3.4:80 check")]
    public void Apply_KnownForms_AreMasked(string text, string masked) => Assert.Equal(masked, new SecretMask([]).Apply(text));

    [Fact]
    public void Apply_Literals_AreMaskedLongestFirst() =>
        Assert.Equal("x *** y *** z", new SecretMask(["secret", "secret-more", ""]).Apply("x secret-more y secret z"));

    [Fact]
    public void Apply_ShortLiteral_IsMaskedAsAWordOnly() => Assert.Equal("cat *** cat", new SecretMask(["a"]).Apply("cat a cat"));

    private static ChangeSummary Between(string old, string wanted) => ChangeSummary.Between(Encoding.UTF8.GetBytes(old), Encoding.UTF8.GetBytes(wanted));
}
