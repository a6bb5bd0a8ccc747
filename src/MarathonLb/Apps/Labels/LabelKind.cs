namespace MarathonLb.Apps.Labels;

/// <summary>
/// The grammar of a label's value. Each member names a method of <see cref="LabelValues"/> with the shape
/// <c>static bool Kind(string value, out T result, out LabelProblem problem)</c>; the generator calls it.
/// </summary>
internal enum LabelKind : byte
{
    /// <summary>Any text without control characters.</summary>
    Text,

    /// <summary>A comma separated list of words.</summary>
    List,

    /// <summary>A comma separated list of host names, lower-cased.</summary>
    HostList,

    /// <summary>The argument of HAProxy's path_beg: prefixes separated by spaces, flags such as -i before them.</summary>
    PathPrefix,

    /// <summary>realm:user:encryptedpassword.</summary>
    Auth,

    /// <summary>true, t, yes or y in any case; everything else is false.</summary>
    Flag,

    /// <summary>A certificate file or folder, or several with the word crt between them.</summary>
    FilePath,

    /// <summary>Options for a bind line.</summary>
    BindOptions,

    /// <summary>An address to bind to.</summary>
    Address,

    /// <summary>A TCP port, 1 to 65535.</summary>
    Port,

    /// <summary>http or tcp.</summary>
    Mode,

    /// <summary>The argument of HAProxy's balance.</summary>
    Balance,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A whole number from 0.</summary>
    Count,

    /// <summary>Networks separated by spaces.</summary>
    NetworkList,

    /// <summary>A URL path.</summary>
    UrlPath,
}
