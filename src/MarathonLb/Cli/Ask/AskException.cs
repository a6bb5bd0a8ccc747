namespace MarathonLb.Cli.Ask;

/// <summary>Why a question can't be answered, in words for the user.</summary>
/// <param name="exitCode">What the process ends with.</param>
/// <param name="message">The words.</param>
internal sealed class AskException(ExitCode exitCode, string message) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>Runs a question; what it can't answer goes to standard error.</summary>
    public static async Task<ExitCode> TellAsync(Func<Task<ExitCode>> question)
    {
        try
        {
            return await question();
        }
        catch (AskException e)
        {
            await Console.Error.WriteAsync(new Invocation.Misused(e.Message.Split('\n')).Text);
            return e.ExitCode;
        }
    }
}
