using MarathonLb.Observability;

namespace MarathonLb.Cli;

/// <summary>What a command line asks for.</summary>
internal abstract record Invocation
{
    private protected Invocation()
    {
    }

    /// <summary>Print this on standard output and end with 0.</summary>
    public sealed record Print(string Text) : Invocation;

    /// <summary>The command line can't be used: print each problem and end with its status.</summary>
    public sealed record Misused(IReadOnlyList<string> Problems) : Invocation
    {
        /// <summary>The exit code.</summary>
        public int Status { get; init; } = (int)ExitCode.Usage;

        /// <summary>What goes to standard error.</summary>
        public string Text => string.Concat(Problems.Select(problem => $"marathon-lb: {LogText.Escape(problem)}\n"));
    }

    /// <summary>Run HAProxy and keep it current.</summary>
    public sealed record Managed(ManagedOptions Options) : Invocation;

    /// <summary>Accept what a running daemon holds.</summary>
    /// <param name="RunDirectory">The daemon's <c>--run-dir</c>.</param>
    public sealed record Accept(string RunDirectory) : Invocation;

    /// <summary>Deploy an app.</summary>
    public sealed record Deploy(ZddInvocation Options) : Invocation;

    /// <summary>Answer a question, and end with what this returns.</summary>
    public sealed record Ask(Func<CancellationToken, Task<ExitCode>> AnswerAsync) : Invocation;

    /// <summary>Generate once.</summary>
    public sealed record Direct(DirectOptions Options) : Invocation;
}
