namespace MarathonLb.Haproxy;

/// <summary>
/// Starts a program in a session of its own: <c>tini -g</c>, a terminal and systemd signal our whole process group, and a reload of ours must not be
/// a stop of HAProxy. .NET can't start a child that way, so our own binary does it and then becomes the program.
/// </summary>
internal static class SessionTrampoline
{
    /// <summary>The first argument that makes our binary a trampoline.</summary>
    public const string Word = "--in-new-session";

    /// <summary>What a shell answers for a program that can't be run.</summary>
    public const int CannotExecute = 126;

    /// <summary>Leaves the session and becomes the program.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <returns>Only if that failed.</returns>
    public static int Run(string[] command)
    {
        _ = NativeMethods.NewSession();
        string?[] arguments = [.. command, null];
        _ = NativeMethods.Execute(command[0], arguments);
        int error = System.Runtime.InteropServices.Marshal.GetLastPInvokeError();
        Console.Error.WriteLine($"marathon-lb: {command[0]} can't be started: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}");
        return CannotExecute;
    }
}
