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
    /// <param name="heldAs">Says of a backend's server whether it is in maintenance by our hand; null if none is.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task SaveAsync(ReadOnlyMemory<byte> runningConfig, Func<string, string, HeldAs>? heldAs, CancellationToken cancellation)
    {
        string states = await _runtime.AskAsync("show servers state", cancellation);

        // An answer that is no state file, such as "Permission denied", would make HAProxy refuse it with a warning for each server.
        if (!states.StartsWith('1')) return;
        string path = GlobalSection.Read(runningConfig.Span).StateFile ?? run.StateFile;
        string temporary = path + ".tmp";
        states = states.TrimEnd('\n');
        await File.WriteAllTextAsync(temporary, (heldAs is null ? states : WithoutHolds(states, heldAs)) + "\n", cancellation);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>
    /// Takes back the maintenance that we have put servers into: in the new worker they are what their lines say, but one that was never found good begins as down, until its check passes.
    /// The columns are named in the second line: <c># be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state …</c>.
    /// </summary>
    private static string WithoutHolds(string states, Func<string, string, HeldAs> heldAs)
    {
        string[] lines = states.Split('\n');
        if (lines.Length < 3) return states;
        string[] names = lines[1].TrimStart('#', ' ').Split(' ');
        int backend = Array.IndexOf(names, "be_name"), server = Array.IndexOf(names, "srv_name"), state = Array.IndexOf(names, "srv_op_state");
        int admin = Array.IndexOf(names, "srv_admin_state"), health = Array.IndexOf(names, "srv_check_health");
        if (backend < 0 || server < 0 || state < 0 || admin < 0 || health < 0) return states;
        for (int i = 2; i < lines.Length; i++)
        {
            string[] words = lines[i].Split(' ');
            if (words.Length < names.Length) continue;
            HeldAs held = heldAs(words[backend], words[server]);
            if (held == HeldAs.Nothing) continue;
            words[admin] = "0";
            words[state] = held == HeldAs.Down ? "0" : "2";
            if (held == HeldAs.Down) words[health] = "0";
            lines[i] = string.Join(' ', words);
        }

        return string.Join('\n', lines);
    }
}
