using Microsoft.Extensions.Logging;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>Sets kernel parameters before HAProxy starts.</summary>
internal static partial class SystemControls
{
    private const string Variable = "HAPROXY_SYSCTL_PARAMS";

    /// <summary>Writes each in turn. The first failure throws <see cref="EntryPointException"/>, or only warns if failures are allowed.</summary>
    public static void Apply(EntryPointEnvironment environment, EntryPointPaths paths, ILogger logger)
    {
        string[] words = (environment.SystemControls ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        foreach (string word in words)
        {
            if (TryApply(word, paths) is not { } failure) continue;
            if (!environment.SystemControlsMayFail) throw failure;
            Log.Ignored(logger, failure.Message);
        }
    }

    private static EntryPointException? TryApply(string word, EntryPointPaths paths)
    {
        if (SystemControl.Parse(word) is not { } control)
        {
            return new(ExitCode.Usage, $"{Variable}: '{word}' is no kernel parameter; write name=value, several separated by spaces");
        }

        try
        {
            // Opened, not created: a parameter that the kernel does not have must fail.
            using FileStream file = new(Path.Combine(paths.SystemControls, control.RelativePath), FileMode.Open, FileAccess.Write);
            using StreamWriter writer = new(file);
            writer.Write(control.Value);
            writer.Flush();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(ExitCode.FileSystem, $"{Variable}: {control.Name} can't be set to {control.Value} ({e.Message}); run privileged, set it on the host, or set HAPROXY_SYSCTL_NONSTRICT", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5100, LogLevel.Warning, "{Reason}; going on because HAPROXY_SYSCTL_NONSTRICT is set")]
        public static partial void Ignored(ILogger logger, string reason);
    }
}
