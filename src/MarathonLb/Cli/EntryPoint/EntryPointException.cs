namespace MarathonLb.Cli.EntryPoint;

/// <summary>The container can't be prepared. The message is one line for the user: what is wrong, where, what to do.</summary>
internal sealed class EntryPointException : Exception
{
    /// <summary>Something in the environment can't be used.</summary>
    public EntryPointException(ExitCode exitCode, string message, Exception? cause = null)
        : base(message, cause) => ExitCode = exitCode;

    /// <summary><see cref="ExitCode.Usage"/> for a bad value, <see cref="ExitCode.FileSystem"/> for a file that can't be read or written.</summary>
    public ExitCode ExitCode { get; }
}
