namespace MarathonLb.Haproxy;

/// <summary>
/// Carries server states over a reload (haproxy.md, section 5): what is up or down stays so without a check, and nobody's traffic goes to a server
/// that is known to be dead.
/// </summary>
/// <param name="run">Our sockets.</param>
internal sealed class ServerStates(RunDirectory run)
{
    private readonly CliSocket _runtime = new(run.RuntimeSocket);

    /// <summary>Writes the states of now to where the running configuration's HEAD says, or to our own file.</summary>
    /// <param name="runningConfig">The configuration that will be loaded.</param>
    public async Task SaveAsync(ReadOnlyMemory<byte> runningConfig, CancellationToken cancellation)
    {
        string states = await _runtime.AskAsync("show servers state", cancellation);

        // An answer that is no state file, such as "Permission denied", would make HAProxy refuse it with a warning for each server.
        if (!states.StartsWith('1')) return;
        string path = GlobalSection.Read(runningConfig.Span).StateFile ?? run.StateFile;
        string temporary = path + ".tmp";
        await File.WriteAllTextAsync(temporary, states.TrimEnd('\n') + "\n", cancellation);
        File.Move(temporary, path, overwrite: true);
    }
}
