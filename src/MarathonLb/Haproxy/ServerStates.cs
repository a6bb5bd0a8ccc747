using System.Text;

namespace MarathonLb.Haproxy;

/// <summary>
/// Carries server states over a reload (haproxy.md, section 5): what is up or down stays so without a check, and nobody's traffic goes to a server
/// that is known to be dead.
/// </summary>
/// <param name="run">Our sockets.</param>
internal sealed class ServerStates(RunDirectory run)
{
    private const string FileDirective = "server-state-file";
    private const string BaseDirective = "server-state-base";

    private readonly CliSocket _runtime = new(run.RuntimeSocket);

    /// <summary>Writes the states of now to where the running configuration's HEAD says, or to our own file.</summary>
    /// <param name="runningConfig">The configuration that will be loaded.</param>
    public async Task SaveAsync(ReadOnlyMemory<byte> runningConfig, CancellationToken cancellation)
    {
        string states = await _runtime.AskAsync("show servers state", cancellation);

        // An answer that is no state file, such as "Permission denied", would make HAProxy refuse it with a warning for each server.
        if (!states.StartsWith('1')) return;
        string path = FileOf(runningConfig.Span) ?? run.StateFile;
        string temporary = path + ".tmp";
        await File.WriteAllTextAsync(temporary, states.TrimEnd('\n') + "\n", cancellation);
        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>The file that a configuration's global section names, if it names one without a variable in it.</summary>
    public static string? FileOf(ReadOnlySpan<byte> config)
    {
        string? file = null;
        string? folder = null;
        foreach (Range range in config.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = config[range].TrimStart(" \t"u8);
            if (line.StartsWith("server-state-"u8))
            {
                string[] words = Encoding.UTF8.GetString(line).Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
                if (words.Length == 2 && words[0] == FileDirective) file = words[1].Trim('"', '\'');
                if (words.Length == 2 && words[0] == BaseDirective) folder = words[1].Trim('"', '\'');
            }
        }

        if (file is null || file.Contains('$', StringComparison.Ordinal)) return null;
        return Path.IsPathRooted(file) || folder is null ? file : Path.Combine(folder, file);
    }
}
