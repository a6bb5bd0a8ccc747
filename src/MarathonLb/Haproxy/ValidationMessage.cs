namespace MarathonLb.Haproxy;

/// <summary>How bad a message of HAProxy's is.</summary>
internal enum MessageSeverity
{
    /// <summary>For information.</summary>
    Notice,

    /// <summary>It starts, but not as its writer may think.</summary>
    Warning,

    /// <summary>It does not start.</summary>
    Alert,
}

/// <summary>One message of <c>haproxy -c</c>.</summary>
/// <param name="Severity">How bad.</param>
/// <param name="Text">What it says, without severity, process id and place; lines after the first are kept.</param>
internal sealed record ValidationMessage(MessageSeverity Severity, string Text)
{
    /// <summary>The configuration file it points to, as HAProxy was given it; null if it names no place.</summary>
    public string? File { get; init; }

    /// <summary>The line it points to, from 1.</summary>
    public int? Line { get; init; }

    /// <summary>The frontend or backend it names.</summary>
    public string? Proxy { get; init; }

    /// <summary>The server it names, of <see cref="Proxy"/>.</summary>
    public string? Server { get; init; }

    /// <summary>The name that HAProxy looked for in vain: a backend, server, userlist or table.</summary>
    public string? Missing { get; init; }

    /// <summary>True for lines that sum up ("Error(s) found in configuration file") or stop the reading: they accuse nobody.</summary>
    public bool IsSummary { get; init; }
}
