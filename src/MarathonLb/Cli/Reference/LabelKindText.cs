using MarathonLb.Apps.Labels;

namespace MarathonLb.Cli.Reference;

/// <summary>What the reference says about the grammar of a label's value.</summary>
internal static class LabelKindText
{
    /// <summary>A phrase that follows "Value:".</summary>
    public static string Of(LabelKind kind) => kind switch
    {
        LabelKind.Text => "text without control characters",
        LabelKind.List => "words, separated by commas",
        LabelKind.HostList => "host names, separated by commas; lower-cased",
        LabelKind.PathPrefix => "one or more path prefixes, separated by spaces; `-i` before them ignores case",
        LabelKind.Auth => "`realm:user:encryptedpassword`, the password as `mkpasswd -m sha-512` or `openssl passwd -6` prints it",
        LabelKind.Flag => "`true`, `t`, `yes` or `y` in any case; anything else, `1` and `on` too, means no",
        LabelKind.FilePath => "a path on the load balancer, without spaces",
        LabelKind.BindOptions => "options as they stand on a `bind` line of HAProxy",
        LabelKind.Address => "an IP address, or `*`",
        LabelKind.Port => "a port, 1 to 65535",
        LabelKind.Mode => "`http` or `tcp`",
        LabelKind.Balance => "the argument of HAProxy's `balance`",
        LabelKind.Integer => "a whole number",
        LabelKind.Count => "a whole number from 0",
        LabelKind.NetworkList => "addresses or networks, separated by spaces",
        LabelKind.UrlPath => "an absolute path",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no words for it yet"),
    };
}
