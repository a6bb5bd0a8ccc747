namespace MarathonLb.Haproxy;

/// <summary>What HAProxy thinks of a configuration.</summary>
internal enum ValidationVerdict
{
    /// <summary>It would start (exit code 0).</summary>
    Valid,

    /// <summary>It has errors (exit code 1, or any other).</summary>
    Invalid,

    /// <summary>No error, but nothing to listen on (exit code 2): it would not start.</summary>
    NoListener,

    /// <summary>HAProxy could not be asked: not started, killed, or too slow.</summary>
    NotAsked,
}

/// <summary>The outcome of <c>haproxy -c</c>.</summary>
/// <param name="Verdict">The outcome in a word.</param>
/// <param name="ExitCode">HAProxy's exit code, or null if it did not run to its end.</param>
/// <param name="Messages">All messages, in its order.</param>
/// <param name="Truncated">True if HAProxy stopped at its 50th fatal error: there may be more.</param>
/// <param name="Failure">Why it could not be asked, or what it said that is no message of HAProxy's, or null.</param>
internal sealed record ValidationReport(
    ValidationVerdict Verdict,
    int? ExitCode,
    IReadOnlyList<ValidationMessage> Messages,
    bool Truncated,
    string? Failure)
{
    /// <summary>True if HAProxy would start with it.</summary>
    public bool Valid => Verdict == ValidationVerdict.Valid;

    /// <summary>The messages that say what is wrong.</summary>
    public IEnumerable<ValidationMessage> Errors => Messages.Where(message => message is { Severity: MessageSeverity.Alert, IsSummary: false });
}
