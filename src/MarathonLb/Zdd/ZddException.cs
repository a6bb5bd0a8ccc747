namespace MarathonLb.Zdd;

/// <summary>The deploy can't go on. Its message is for the operator: one line for each thing that is wrong.</summary>
internal sealed class ZddException : Exception
{
    public ZddException()
    {
    }

    public ZddException(string message)
        : base(message)
    {
    }

    public ZddException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <param name="code">What the process ends with.</param>
    /// <param name="message">What is wrong, where, and what to do.</param>
    public ZddException(ZddExitCode code, string message)
        : base(message) =>
        Code = code;

    /// <summary>What the process ends with.</summary>
    public ZddExitCode Code { get; } = ZddExitCode.Unexpected;
}
