using System.Runtime.InteropServices;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>Signals by number (signal(7)), which .NET does not send.</summary>
internal static partial class Signals
{
    public const int HangUp = 1;
    public const int Kill9 = 9;
    public const int User1 = 10;
    public const int Terminate = 15;
    public const int Stop = 19;

    /// <summary>kill(2); a negative id is a process group.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    /// <summary>True while the process exists and may hold a socket. A zombie of one thread, which nobody reaps, holds none.</summary>
    public static bool IsAlive(int pid)
    {
        try
        {
            string status = File.ReadAllText($"/proc/{pid}/stat");
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X') || Directory.GetDirectories($"/proc/{pid}/task").Length > 1;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
