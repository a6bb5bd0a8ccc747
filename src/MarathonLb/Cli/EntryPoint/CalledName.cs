namespace MarathonLb.Cli.EntryPoint;

/// <summary>The image has this program under several names, as scripts and app definitions know them; a name may stand for a command.</summary>
internal static class CalledName
{
    /// <summary>The command that a name stands for, or null if the first argument says it.</summary>
    /// <param name="programPath">What the program was called as: <c>argv[0]</c>, with or without a folder.</param>
    public static string? CommandOf(string programPath) => Path.GetFileName(programPath) switch
    {
        "run" => "run",
        "zdd" or "zdd.py" or "bluegreen_deploy" or "bluegreen_deploy.py" => "zdd",
        _ => null,
    };

    /// <summary>The arguments with the command that the name stands for in front.</summary>
    public static IReadOnlyList<string> Complete(string programPath, IReadOnlyList<string> arguments) =>
        CommandOf(programPath) is { } command ? [command, .. arguments] : arguments;
}
