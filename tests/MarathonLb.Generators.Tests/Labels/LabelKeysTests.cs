using System.Text;
using CsCheck;
using MarathonLb.Generators.Tests.Harness;

namespace MarathonLb.Generators.Tests.Labels;

/// <summary>The generated parser of label names.</summary>
public sealed class LabelKeysTests
{
    private static readonly Func<byte[], string?> ParseKey = LiveModel.Method<Func<byte[], string?>>("ParseKey");

    private static readonly (string Id, string Name)[] Labels =
        [.. LiveModel.Call<string[]>("Labels").Select(static line => line.Split(' ')).Select(static words => (words[0], words[1]))];

    private static readonly Gen<(string Id, string Name)> AnyLabel = Gen.Int[0, Labels.Length - 1].Select(static i => Labels[i]);

    private static readonly string[] Shadowed = ["HTTP_BACKEND_REDIR"];

    [Theory]
    [InlineData("HAPROXY_GROUP", "Groups None -1")]
    [InlineData("HAPROXY_APP_ID", "AppId None -1")]
    [InlineData("HAPROXY_0_GROUP", "Group None 0")]
    [InlineData("HAPROXY_10_VHOST", "Vhost None 10")]
    [InlineData("HAPROXY_99999_PORT", "Port None 99999")]
    [InlineData("HAPROXY_0_BACKEND_HEAD", "None BackendHead 0")]
    [InlineData("HAPROXY_3_HTTP_BACKEND_PROXYPASS_PATH", "ProxypassPath None 3")]
    [InlineData("HAPROXY_3_HTTP_BACKEND_PROXYPASS_GLUE", "None HttpBackendProxypassGlue 3")]
    [InlineData("HAPROXY_0_HTTP_BACKEND_REDIR", "RedirPath None 0")]
    public void TryParse_NameOfOurs_IsUnderstood(string name, string expected) => Assert.Equal(expected, Parse(name));

    [Theory]
    [InlineData("")]
    [InlineData("HAPROXY")]
    [InlineData("HAPROXY_")]
    [InlineData("haproxy_0_vhost")]
    [InlineData("HAPROXY_VHOST")]
    [InlineData("HAPROXY_0VHOST")]
    [InlineData("HAPROXY_0")]
    [InlineData("HAPROXY_0_")]
    [InlineData("HAPROXY_0__VHOST")]
    [InlineData("HAPROXY__VHOST")]
    [InlineData("HAPROXY_00_VHOST")]
    [InlineData("HAPROXY_01_VHOST")]
    [InlineData("HAPROXY_100000_VHOST")]
    [InlineData("HAPROXY_4294967296_VHOST")]
    [InlineData("HAPROXY_-1_VHOST")]
    [InlineData("HAPROXY_+1_VHOST")]
    [InlineData("HAPROXY_0_VHOSTS")]
    [InlineData("HAPROXY_0_vhost")]
    [InlineData("HAPROXY_0_VHOST ")]
    [InlineData("HAPROXY_0_APP_ID")]
    [InlineData("HAPROXY_0_HEAD")]
    [InlineData("HAPROXY_HEAD")]
    [InlineData("HAPROXY_BACKEND_HEAD")]
    [InlineData("HAPROXY_0_MAP_HTTP_FRONTEND_ACL")]
    [InlineData("HAPROXY_0_NONE")]
    public void TryParse_AnyOtherName_IsUnknown(string name) => Assert.Null(Parse(name));

    [Fact]
    public void TryParse_EveryLabelAtAnyIndex_RoundTrips() =>
        Gen.Select(AnyLabel, Gen.Int[0, 99999]).Sample(static (label, index) =>
        {
            int shown = label.Name.Contains("{n}", StringComparison.Ordinal) ? index : -1;
            return Parse(label.Name.Replace("{n}", $"{index}", StringComparison.Ordinal)) == $"{label.Id} None {shown}";
        });

    [Fact]
    public void TryParse_EveryLabel_IsKnown() =>
        Assert.All(Labels, static label => Assert.NotNull(Parse(label.Name.Replace("{n}", "0", StringComparison.Ordinal))));

    [Fact]
    public void TryParse_EveryTemplate_IsAnOverrideExactlyIfDeclaredSo() => Assert.All(DeclaredTemplates.All, static template =>
    {
        string? expected = template.IsOverridable ? $"None {template.Member} 7" : null;
        if (!Shadowed.Contains(template.Name)) Assert.Equal(expected, Parse($"HAPROXY_7_{template.Name}"));
    });

    [Fact]
    public void TryParse_RandomBytes_NeverThrows() => Gen.Byte.Array[0, 40].Sample(static bytes =>
    {
        ParseKey([.. "HAPROXY_"u8, .. bytes]);
        Assert.Null(ParseKey(bytes));
    });

    [Fact]
    public void TryParse_OneByteButTheIndexChanged_IsNotTheSameLabel() =>
        Gen.Select(AnyLabel, Gen.Int[0, 60], Gen.Byte[1, 255]).Sample(static (label, at, flip) =>
        {
            byte[] key = Encoding.UTF8.GetBytes(label.Name.Replace("{n}", "0", StringComparison.Ordinal));
            if (key[at % key.Length] == '0') return;
            key[at % key.Length] ^= flip;
            Assert.NotEqual(label.Id, ParseKey(key)?.Split(' ')[0]);
        });

    [Fact]
    public void TryParse_AllLabelsAndOverrides_AllocatesNothing()
    {
        byte[][] keys =
        [
            .. Labels.Select(static label => label.Name).Concat(LiveModel.Call<string[]>("Overrides"))
                .Append("HAPROXY_0_UNKNOWN").Append("other")
                .Select(static name => Encoding.UTF8.GetBytes(name.Replace("{n}", "12", StringComparison.Ordinal))),
        ];
        LiveModel.Call<long>("AllocatedByParsing", [keys]);

        Assert.Equal(0, LiveModel.Call<long>("AllocatedByParsing", [keys]));
    }

    private static string? Parse(string name) => ParseKey(Encoding.UTF8.GetBytes(name));
}
