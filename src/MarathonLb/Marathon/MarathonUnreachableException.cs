namespace MarathonLb.Marathon;

/// <summary>No Marathon gave an answer; each failure has its own line in the message.</summary>
internal sealed class MarathonUnreachableException : Exception
{
    public MarathonUnreachableException()
    {
    }

    public MarathonUnreachableException(string message)
        : base(message)
    {
    }

    public MarathonUnreachableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <param name="failures">What happened at each host, in the order they were tried.</param>
    public MarathonUnreachableException(IReadOnlyList<HostFailure> failures)
        : base("Marathon can't be reached:" + string.Concat(failures.Select(failure => $"\n  {failure}")), failures[^1].Cause) =>
        Failures = failures;

    /// <summary>What happened at each host.</summary>
    public IReadOnlyList<HostFailure> Failures { get; } = [];
}
