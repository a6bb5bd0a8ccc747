using Microsoft.Extensions.Logging;

namespace MarathonLb.Haproxy;

/// <summary>Runs the reload command until it ends with 0 or the retries are used up (<c>--max-reload-retries</c>, <c>--reload-interval</c>).</summary>
/// <param name="command">The command.</param>
/// <param name="maxRetries">Tries after a first one that failed; −1 for no end.</param>
/// <param name="interval">Pause before each.</param>
/// <param name="mask">Hides secrets in what the command printed.</param>
/// <param name="time">The clock for the pauses.</param>
/// <param name="logger">Hears of each try.</param>
internal sealed partial class Reloader(ReloadCommand command, int maxRetries, TimeSpan interval, Func<string, string> mask, TimeProvider time, ILogger logger)
{
    /// <summary>True once the command ended with 0.</summary>
    public async Task<bool> ReloadAsync(CancellationToken cancellationToken)
    {
        for (int tried = 0; ; tried++)
        {
            Log.Reloading(logger, command.Text);
            ChildResult result = await ChildProcess.RunAsync(command.Command, cancellationToken);
            LogOutput(result);
            if (result.Succeeded) return true;
            string reason = result.Failure ?? $"exit code {result.ExitCode}";
            if (maxRetries >= 0 && tried >= maxRetries)
            {
                Log.GaveUp(logger, command.Text, reason, tried + 1);
                return false;
            }

            Log.Failed(logger, command.Text, reason, interval.TotalSeconds);
            await Task.Delay(interval, time, cancellationToken);
        }
    }

    private void LogOutput(ChildResult result)
    {
        LogLevel level = result.Succeeded ? LogLevel.Debug : LogLevel.Warning;
        if (!logger.IsEnabled(level)) return;
        foreach (string line in mask(result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Log.Output(logger, level, line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "reloading HAProxy: {Command}")]
        public static partial void Reloading(ILogger logger, string command);

        [LoggerMessage(4002, LogLevel.Warning, "reload failed ({Reason}): {Command}; trying again in {Seconds} s")]
        public static partial void Failed(ILogger logger, string command, string reason, double seconds);

        [LoggerMessage(4003, LogLevel.Error, "reload failed ({Reason}): {Command}; gave up after {Tries} tries; the configuration is written, reload HAProxy by hand or mend the command (--command)")]
        public static partial void GaveUp(ILogger logger, string command, string reason, int tries);

        [LoggerMessage(EventId = 4004, Message = "reload says: {Line}")]
        public static partial void Output(ILogger logger, LogLevel level, string line);
    }
}
