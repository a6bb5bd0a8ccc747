namespace MarathonLb.Cli;

/// <summary>Runs a daemon's loops side by side.</summary>
internal static class DaemonTasks
{
    /// <summary>Runs until told to stop, or until one of the loops ends: then the others are stopped too, and its error is thrown.</summary>
    public static async Task<ExitCode> RunAsync(Func<CancellationToken, Task>[] loops, CancellationToken stop)
    {
        using CancellationTokenSource work = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task[] tasks = Array.ConvertAll(loops, loop => loop(work.Token));
        await Task.WhenAny(tasks);
        await work.CancelAsync();
        try
        {
            await Task.WhenAll(tasks);
        }
        catch (OperationCanceledException)
        {
            // We cancelled them.
        }

        return ExitCode.Done;
    }
}
