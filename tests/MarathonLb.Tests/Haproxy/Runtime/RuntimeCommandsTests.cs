using CsCheck;
using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

public sealed class RuntimeCommandsTests
{
    /// <summary>The rules of HAProxy's own reader (cli_parse_request), to read back what we wrote.</summary>
    private static List<string> Words(string line)
    {
        List<string> words = [];
        string word = "";
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || line[i] == ' ')
            {
                if (word.Length > 0) words.Add(word);
                word = "";
            }
            else if (line[i] == '\\')
            {
                word += line[++i];
            }
            else
            {
                Assert.NotEqual(';', line[i]);
                word += line[i];
            }
        }

        return words;
    }

    [Fact]
    public void AddServer_Options_AreWordsOfTheCommand()
    {
        RuntimeCommand command = RuntimeCommands.AddServer("b", "s", "10.0.0.5", 31002, "id 7 check  sni str(\"x y\") cookie a\\ b;<<");
        Assert.Equal(@"add server b/s 10.0.0.5:31002 id 7 check sni str(x\ y) cookie a\ b\;\<\<", command.Text);
        Assert.Equal(["add", "server", "b/s", "10.0.0.5:31002", "id", "7", "check", "sni", "str(x y)", "cookie", "a b;<<"], Words(command.Text));
    }

    [Fact]
    public void AddServer_Ip6_IsInBrackets() => Assert.Equal("add server b/s [2001:db8::1]:80", RuntimeCommands.AddServer("b", "s", "2001:db8::1", 80, "").Text);

    [Theory]
    [InlineData("host.example.com")]
    [InlineData("[::1]")]
    [InlineData("fe80::1%eth0")]
    [InlineData("1")]
    [InlineData("10.0.0.5 weight 0")]
    public void AddServer_NoIpAddress_IsRefused(string address) =>
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddServer("b", "s", address, 80, ""));

    [Theory]
    [InlineData("sni \"$HOST\"")]
    [InlineData("cookie 'open")]
    [InlineData("check # weight 0")]
    [InlineData("a\\x41")]
    [InlineData("a\nshutdown sessions server b/s")]
    public void AddServer_OptionsThatOnlyAFileCanHold_AreRefused(string options) =>
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddServer("b", "s", "10.0.0.5", 80, options));

    [Fact]
    public void AddServer_MoreWordsThanHaproxyReads_IsRefused()
    {
        RuntimeCommands.AddServer("b", "s", "10.0.0.5", 80, string.Join(' ', Enumerable.Repeat("w", 60)));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddServer("b", "s", "10.0.0.5", 80, string.Join(' ', Enumerable.Repeat("w", 61))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public void Builder_ArgumentThatCannotBeCarried_IsRefused(string argument)
    {
        Assert.Throws<ArgumentException>(() => RuntimeCommands.Ready("b", argument));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.Ready(argument, "s"));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.ShowServersState(argument));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntry("/m", argument, "v"));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntry("/m", "k", argument));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntries("/m", 1, [new("k", argument)]));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.CommitCertificate(argument));
    }

    [Fact]
    public void Builder_BackendWithSlash_IsRefused() => Assert.Throws<ArgumentException>(() => RuntimeCommands.DeleteServer("a/b", "c"));

    /// <summary>However the arguments look, HAProxy reads one command with exactly those words.</summary>
    [Fact]
    public void Builder_ArbitraryArguments_AreReadBack() =>
        Gen.Select(Gen.String["ab ;\\<'\"#@$é😀"], Gen.String["ab ;\\<'\"#@$é😀/"]).Where((backend, server) => backend != "" && server != "").Sample(
            (backend, server) =>
            {
                string text = RuntimeCommands.Maintenance(backend, server).Text;
                Assert.Equal(["set", "server", $"{backend}/{server}", "state", "maint"], Words(text));
                Assert.DoesNotContain("<<", text);
            },
            iter: 2000);

    [Fact]
    public void Weight_OutOfRange_IsRefused()
    {
        Assert.Equal("set server b/s weight 256", RuntimeCommands.Weight("b", "s", 256).Text);
        Assert.Throws<ArgumentOutOfRangeException>(() => RuntimeCommands.Weight("b", "s", 257));
        Assert.Throws<ArgumentOutOfRangeException>(() => RuntimeCommands.Address("b", "s", "10.0.0.5", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RuntimeCommands.CheckPort("b", "s", 65536));
    }

    [Fact]
    public void AddMapEntries_ManyEntries_FillCommandsThatFit()
    {
        KeyValuePair<string, string>[] entries = [.. Enumerable.Range(0, 3000).Select(i => KeyValuePair.Create($"host{i}.example.com", $"app_{i}_10000"))];
        List<RuntimeCommand> commands = RuntimeCommands.AddMapEntries("/run/host map", 3, entries);
        Assert.All(commands, command => Assert.InRange(command.Bytes, 1, 14_100));
        Assert.All(commands, command => Assert.Equal(@"add map @3 /run/host\ map", command.Text));
        Assert.Equal(entries.Select(entry => $"{entry.Key} {entry.Value}"), commands.SelectMany(command => command.Payload!.Split('\n')));
        Assert.Equal(8, commands.Count);
    }

    [Theory]
    [InlineData("a b", "v")]
    [InlineData("a", " v")]
    public void AddMapEntries_EntryThatWouldReadDifferently_IsRefused(string key, string value) =>
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntries("/m", 1, [new(key, value)]));

    [Fact]
    public void Map_NamesThatMeanNumbers_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => RuntimeCommands.PrepareMap("#1"));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntry("@1", "k", "v"));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.DeleteMapEntry("/m", "#0x55e1ae44bfe0"));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.SetMapEntry("/m", "#0x55e1ae44bfe0", "v"));
    }

    [Fact]
    public void Builder_TooLong_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntry("/m", "k", new string('v', 16_000)));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.AddMapEntries("/m", 1, [new("k", new string('v', 16_000))]));
        Assert.Throws<ArgumentException>(() => RuntimeCommands.SetCertificate("/c.pem", new string('a', 16_000)));
    }

    [Theory]
    [InlineData("a\nb", true)]
    [InlineData("a\n\nb", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    [InlineData("a\r\nb", false)]
    public void Fits_Lines_MustHoldText(string pem, bool fits) => Assert.Equal(fits, RuntimeCommands.Fits("/c.pem", pem));

    [Fact]
    public void Bytes_WithPayload_AreThoseOnTheWire()
    {
        RuntimeCommand command = RuntimeCommands.SetCertificate("/é.pem", "a\nb");
        using RequestBuffer request = new();
        command.WriteTo(request);
        Assert.Equal("set ssl cert /é.pem <<\na\nb\n\n", System.Text.Encoding.UTF8.GetString(request.Written.Span));
        Assert.Equal(request.Written.Length, command.Bytes);
    }
}
