using System.Text;

namespace MarathonLb.Haproxy;

/// <summary>
/// The folder of sockets and other things that live as long as the process (<c>--run-dir</c>). HAProxy gets a second configuration file from here,
/// so that nothing we do depends on what a user's own HAPROXY_HEAD declares.
/// </summary>
/// <param name="Folder">Its absolute path.</param>
internal sealed record RunDirectory(string Folder)
{
    /// <summary>Longest path of a unix socket (sun_path holds 108 bytes with its NUL; HAProxy binds under a longer temporary name first).</summary>
    private const int LongestSocketPath = 90;

    /// <summary>HAProxy's master CLI.</summary>
    public string MasterSocket => Path.Combine(Folder, "master.sock");

    /// <summary>The Runtime API of HAProxy's worker, with all rights.</summary>
    public string RuntimeSocket => Path.Combine(Folder, "haproxy.sock");

    /// <summary>Our endpoints, as HAProxy reaches them.</summary>
    public string HttpSocket => Path.Combine(Folder, "http.sock");

    /// <summary>Our endpoints for our own command line.</summary>
    public string AdminSocket => Path.Combine(Folder, "admin.sock");

    /// <summary>HAProxy's second configuration file.</summary>
    public string Config => Path.Combine(Folder, "mlb.cfg");

    /// <summary>The server states that a reload carries over, unless the running HEAD names another file.</summary>
    public string StateFile => Path.Combine(Folder, "server-state");

    /// <summary>The servers that are in maintenance by our hand, as long as HAProxy lives.</summary>
    public string HeldFile => Path.Combine(Folder, "held-servers");

    /// <summary>The process id of HAProxy's master.</summary>
    public string PidFile => Path.Combine(Folder, "haproxy.pid");

    /// <summary>Makes the folder and the second configuration file. A state file must be there: HAProxy 2.6 warns of a missing or empty one.</summary>
    /// <exception cref="IOException">The folder can't be used; the message says why.</exception>
    public void Prepare()
    {
        if (Encoding.UTF8.GetByteCount(RuntimeSocket) > LongestSocketPath)
        {
            throw new IOException($"--run-dir {Folder}: the path is too long for unix sockets; give one of at most {LongestSocketPath - 14} characters");
        }

        Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        File.WriteAllText(Config, $"""
            # Written by marathon-lb. Beside the configuration, so that its own socket is there whatever HAPROXY_HEAD says.
            global
              stats socket "{RuntimeSocket}" mode 600 level admin expose-fd listeners

            """);
        ForgetServerStates();
    }

    /// <summary>Empties the state file: what it says is true only at the moment of a reload.</summary>
    public void ForgetServerStates() => File.WriteAllText(StateFile, "1\n");
}
