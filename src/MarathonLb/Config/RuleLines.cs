namespace MarathonLb.Config;

/// <summary>
/// Which lines of a vhost rule's templates to print. HAProxy runs a frontend's http-request rules before its use_backend rules and warns
/// where the file has them the other way round; our own rules have both, so their frontends are printed in two passes (decision 0002).
/// </summary>
internal enum RuleLines : byte
{
    /// <summary>Every line.</summary>
    All,

    /// <summary>All but the use_backend lines: the first pass.</summary>
    Conditions,

    /// <summary>Only the use_backend lines: the second pass.</summary>
    Routes,
}
