namespace MarathonLb.Cli.Operate;

/// <summary>Something that a running daemon is asked on its admin socket.</summary>
internal interface IQuestion
{
    /// <summary>Asks, and prints the answer.</summary>
    /// <param name="daemon">The daemon.</param>
    /// <param name="terminal">Where the answer goes.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<ExitCode> AskAsync(AdminSocket daemon, Terminal terminal, CancellationToken cancellation);
}
