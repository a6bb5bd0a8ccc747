using CsCheck;
using MarathonLb.Generators.Tests.Harness;

namespace MarathonLb.Generators.Tests.Labels;

/// <summary>The suggestion for an unknown label.</summary>
public sealed class NearestLabelTests
{
    [Theory]
    [InlineData("HAPROXY_0_VHOTS", "HAPROXY_0_VHOST")]
    [InlineData("HAPROXY_12_VHSOT", "HAPROXY_12_VHOST")]
    [InlineData("HAPROXY_3_BACKEND_WIEGHT", "HAPROXY_3_BACKEND_WEIGHT")]
    [InlineData("HAPROXY_VHOST", "HAPROXY_0_VHOST")]
    [InlineData("HAPROXY_VHOTS", "HAPROXY_0_VHOST")]
    [InlineData("haproxy_1_vhost", "HAPROXY_1_VHOST")]
    [InlineData("HAPROXY_01_VHOST", "HAPROXY_1_VHOST")]
    [InlineData("HAPROXY_000_VHOST", "HAPROXY_0_VHOST")]
    [InlineData(" HAPROXY_0_VHOST ", "HAPROXY_0_VHOST")]
    [InlineData("HAPROYX_0_VHOST", "HAPROXY_0_VHOST")]
    [InlineData("HAPROXY-0-VHOST", "HAPROXY_0_VHOST")]
    [InlineData("haproxy.2.vhost", "HAPROXY_2_VHOST")]
    [InlineData("HAPROXY_GROUPS", "HAPROXY_GROUP")]
    [InlineData("HAPROXY_0_GROUPS", "HAPROXY_0_GROUP")]
    [InlineData("HAPROXY_0_DEPLOYMENT_GROUP", "HAPROXY_DEPLOYMENT_GROUP")]
    [InlineData("HAPROXY_DEPLOYMENT_COLOR", "HAPROXY_DEPLOYMENT_COLOUR")]
    [InlineData("HAPROXY_0_BACKEND_HEADS", "HAPROXY_0_BACKEND_HEAD")]
    [InlineData("HAPROXY_BACKEND_STICKY_OPTION", "HAPROXY_0_BACKEND_STICKY_OPTIONS")]
    public void Find_SlipOfTheKeyboard_GivesTheLabel(string written, string meant) =>
        Assert.Equal(meant, LiveModel.Call<string?>("Nearest", written));

    [Theory]
    [InlineData("")]
    [InlineData("HAPROXY_")]
    [InlineData("HAPROXY_0_FOO")]
    [InlineData("HAPROXY_0_SOMETHING_ELSE")]
    [InlineData("traefik.enable")]
    [InlineData("VHOST")]
    public void Find_AnotherWord_GivesNothing(string written) => Assert.Null(LiveModel.Call<string?>("Nearest", written));

    [Fact]
    public void Find_VeryLongName_GivesNothing() =>
        Assert.Null(LiveModel.Call<string?>("Nearest", "HAPROXY_0_" + new string('V', 1_000_000)));

    [Fact]
    public void Find_AnyText_NeverThrowsAndGivesAKnownLabelOrNothing()
    {
        Func<string, string?> find = LiveModel.Method<Func<string, string?>>("Nearest");
        Func<byte[], string?> parse = LiveModel.Method<Func<byte[], string?>>("ParseKey");
        string[] words = ["VHOST", "PATH", "BACKEND_WEIGHT", "GROUP"];
        Gen.Select(Gen.Int[0, words.Length - 1], Gen.Int[0, 99999], Gen.Char.AlphaNumeric, Gen.Int[0, 3])
            .Select((word, index, letter, at) => $"HAPROXY_{index}_{words[word].Insert(at, letter.ToString())}")
            .Sample(written => find(written) is { } found && parse(System.Text.Encoding.UTF8.GetBytes(found)) is not null);
        Gen.String.Sample(written => find(written) is not { } found || parse(System.Text.Encoding.UTF8.GetBytes(found)) is not null);
    }
}
