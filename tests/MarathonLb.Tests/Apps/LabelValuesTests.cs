using CsCheck;
using MarathonLb.Apps.Labels;

namespace MarathonLb.Tests.Apps;

public sealed class LabelValuesTests
{
    private delegate bool Parser<T>(string value, out T result, out LabelProblem problem);

    /// <summary>Beginnings that one grammar or another takes.</summary>
    private static readonly string[] Starts = ["", "/", "10.0.0.1 ", "a:b:", "uri ", "http", "a.com,"];

    /// <summary>Every grammar whose value is printed, and what it would print.</summary>
    private static readonly Dictionary<string, Func<string, string[]?>> Printed = new()
    {
        ["HostList"] = Lists(LabelValues.HostList),
        ["PathPrefix"] = Texts(LabelValues.PathPrefix),
        ["Auth"] = value => LabelValues.Auth(value, out AuthLabel auth, out _) ? [auth.Realm, auth.User, auth.Password] : null,
        ["FilePath"] = Texts(LabelValues.FilePath),
        ["BindOptions"] = Texts(LabelValues.BindOptions),
        ["Address"] = Texts(LabelValues.Address),
        ["Mode"] = Texts(LabelValues.Mode),
        ["Balance"] = Texts(LabelValues.Balance),
        ["NetworkList"] = Lists(LabelValues.NetworkList),
        ["UrlPath"] = Texts(LabelValues.UrlPath),
    };

    [Theory]
    [InlineData("HostList", "A.Example.com, b.example.com,,*.c.test", "a.example.com|b.example.com|*.c.test")]
    [InlineData("PathPrefix", "/api", "/api")]
    [InlineData("PathPrefix", " -i /multiple /paths ", "-i /multiple /paths")]
    [InlineData("PathPrefix", "/a\\ b", "/a\\ b")]
    [InlineData("PathPrefix", "/größe?x=1&y=%20", "/größe?x=1&y=%20")]
    [InlineData("Auth", "My\\ Realm:admin:$6$s.a/lt$hash", "My\\ Realm|admin|$6$s.a/lt$hash")]
    [InlineData("Auth", "Büro West:jürgen:x", "Büro\\ West|jürgen|x")]
    [InlineData("FilePath", "/etc/ssl/a.pem", "/etc/ssl/a.pem")]
    [InlineData("FilePath", "/a.pem crt /b.pem", "/a.pem crt /b.pem")]
    [InlineData("BindOptions", "alpn h2,http/1.1 ciphers ECDHE+AES:!aNULL", "alpn h2,http/1.1 ciphers ECDHE+AES:!aNULL")]
    [InlineData("Address", "10.1.2.3", "10.1.2.3")]
    [InlineData("Address", "::1", "::1")]
    [InlineData("Mode", "HTTP", "http")]
    [InlineData("Balance", "uri whole", "uri whole")]
    [InlineData("Balance", "hdr(Host) use_domain_only", "hdr(Host) use_domain_only")]
    [InlineData("NetworkList", "10.1.40.0/24  10.1.55.43 fe80::/10 10.0.0.0/255.0.0.0", "10.1.40.0/24|10.1.55.43|fe80::/10|10.0.0.0/255.0.0.0")]
    [InlineData("UrlPath", "/app/start", "/app/start")]
    [InlineData("UrlPath", "app", "app")]
    [InlineData("UrlPath", "https://www.example.com/start?x=1", "https://www.example.com/start?x=1")]
    public void Kind_GoodValue_IsPrintedAsWritten(string kind, string value, string expected) =>
        Assert.Equal(expected, string.Join('|', Printed[kind](value) ?? ["refused"]));

    [Theory]
    [InlineData("HostList", ",")]
    [InlineData("HostList", "-f")]
    [InlineData("HostList", "a.com,-i")]
    [InlineData("HostList", "http://a.com")]
    [InlineData("HostList", "a b")]
    [InlineData("HostList", "bücher.de")]
    [InlineData("HostList", "a.com\nb")]
    [InlineData("PathPrefix", " ")]
    [InlineData("PathPrefix", "-i")]
    [InlineData("PathPrefix", "-f /etc/passwd")]
    [InlineData("PathPrefix", "/a -m reg")]
    [InlineData("PathPrefix", "/a\\")]
    [InlineData("PathPrefix", "/a\\ ")]
    [InlineData("PathPrefix", "/a\\\\ b")]
    [InlineData("PathPrefix", "/a\\nb")]
    [InlineData("PathPrefix", "/a#b")]
    [InlineData("PathPrefix", "/a\u00a0b")]
    [InlineData("Auth", "a:b")]
    [InlineData("Auth", "a:b:c:d")]
    [InlineData("Auth", ":b:c")]
    [InlineData("Auth", "a::c")]
    [InlineData("Auth", "a:b:")]
    [InlineData("Auth", "a\":b:c")]
    [InlineData("Auth", "$HOME:b:c")]
    [InlineData("Auth", "a:b c:d")]
    [InlineData("Auth", "a:b:c d")]
    [InlineData("Auth", "a\\:b:c")]
    [InlineData("FilePath", " ")]
    [InlineData("FilePath", "/a.pem /b.pem")]
    [InlineData("FilePath", "/a.pem crt")]
    [InlineData("FilePath", "/a.pem  crt /b.pem")]
    [InlineData("BindOptions", "alpn h2\n  bind *:1")]
    [InlineData("BindOptions", "ciphers 'x'")]
    [InlineData("Address", "10.0.0.1 ssl")]
    [InlineData("Mode", "health")]
    [InlineData("Balance", "best")]
    [InlineData("Balance", "uri\twhole")]
    [InlineData("NetworkList", "10.1")]
    [InlineData("NetworkList", "10.0.0.0/33")]
    [InlineData("NetworkList", "10.0.0.1,10.0.0.2")]
    [InlineData("NetworkList", "fe80::1%eth0")]
    [InlineData("NetworkList", " ")]
    [InlineData("UrlPath", " ")]
    [InlineData("UrlPath", "/a b")]
    [InlineData("UrlPath", "/#/login")]
    [InlineData("UrlPath", "/a'b")]
    public void Kind_BadValue_IsRefused(string kind, string value) => Assert.Null(Printed[kind](value));

    [Theory]
    [InlineData("10", 10)]
    [InlineData(" +7 ", 7)]
    [InlineData("-1", -1)]
    [InlineData("99999999999", int.MaxValue)]
    [InlineData("-99999999999", int.MinValue)]
    [InlineData("x", null)]
    [InlineData("1.5", null)]
    [InlineData("1e3", null)]
    [InlineData("", null)]
    public void Integer_Value_ReadsAsPythonDoes(string value, int? expected) => Assert.Equal(expected, Number(LabelValues.Integer, value));

    [Theory]
    [InlineData("1", 1)]
    [InlineData("65535", 65535)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("65536", null)]
    [InlineData("99999999999", null)]
    public void Port_Value_MustBeATcpPort(string value, int? expected) => Assert.Equal(expected, Number(LabelValues.Port, value));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("-1", null)]
    public void Count_Value_StartsAtZero(string value, int? expected) => Assert.Equal(expected, Number(LabelValues.Count, value));

    [Theory]
    [InlineData("true", true)]
    [InlineData("T", true)]
    [InlineData("Yes", true)]
    [InlineData("y", true)]
    [InlineData("1", false)]
    [InlineData("on", false)]
    [InlineData(" true", false)]
    [InlineData("no", false)]
    public void Flag_Value_OnlyFourWordsAreTrue(string value, bool expected)
    {
        Assert.True(LabelValues.Flag(value, out bool result, out _));
        Assert.Equal(expected, result);
    }

    [Fact]
    public void List_Items_AreTrimmedAndEmptyOnesDropped()
    {
        Assert.True(LabelValues.List(" external, internal,,", out string[] items, out _));
        Assert.Equal(["external", "internal"], items);
    }

    /// <summary>Whatever passes can neither end its line nor open a quote or a comment, nor escape what the template has after it.</summary>
    [Fact]
    public void Kinds_AnyValueThatPasses_HasNothingThatHaproxyReadsAsSyntax()
    {
        Gen<char> dangerous = Gen.Char["\n\r\t\0\"'\\# -:,/%$\u00a0\u2028\u0085\u200b\ufeff“"];
        Gen<char> plain = Gen.Char["aZ01.*éß()crt"];
        Gen<string> values = Gen.Frequency((1, dangerous), (5, plain)).Array[0, 12].Select(static chars => new string(chars));
        Gen<string> shaped = Gen.Select(Gen.Int[0, Starts.Length - 1], values, static (start, value) => Starts[start] + value);
        int passed = 0;
        shaped.Sample(
            value =>
            {
                foreach (string[] texts in Printed.Values.Select(print => print(value)).OfType<string[]>())
                {
                    passed++;
                    foreach (string text in texts) AssertHarmless(text);
                }
            },
            iter: 20_000, threads: 1, seed: "0N0XIzNsQ0O2");
        Assert.True(passed > 10_000);
    }

    private static void AssertHarmless(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool escapesASpace = c == '\\' && i + 1 < text.Length && text[i + 1] == ' ';
            Assert.False(char.IsControl(c) || c is '"' or '\'' or '#' || (c == '\\' && !escapesASpace), text);
            Assert.True(c == ' ' || !char.IsWhiteSpace(c), text);
        }
    }

    private static int? Number(Parser<int> parse, string value)
    {
        bool good = parse(value, out int result, out LabelProblem problem);
        Assert.Equal(good, problem.Reason is null);
        return good ? result : null;
    }

    private static Func<string, string[]?> Texts(Parser<string> parse) => value => parse(value, out string result, out _) ? [result] : null;

    private static Func<string, string[]?> Lists(Parser<string[]> parse) => value => parse(value, out string[] result, out _) ? result : null;
}
