using System.Text.Json;
using MarathonLb.Findings;
using MarathonLb.Http.Api;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Versions;

/// <summary>Pins an earlier version's rules, by an operator's word, until they are released; over restarts, too.</summary>
/// <param name="generator">Generates by what is pinned.</param>
/// <param name="keeper">The versions.</param>
/// <param name="files">Where they are.</param>
/// <param name="file">Remembers the pin.</param>
/// <param name="repeat">Asks for a round with what is known, for the cause given.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears of each.</param>
internal sealed partial class Rollback(
    ConfigGenerator generator, VersionKeeper keeper, VersionFiles files, PinFile file, Action<string> repeat, TimeProvider clock, ILogger logger) : IRollback
{
    private readonly Lock _gate = new();

    /// <summary>Pins what an earlier process of ours had pinned.</summary>
    public void Resume()
    {
        try
        {
            if (file.Read() is not PinFile.Content content) return;
            if (Load(content.Version, content.Since, out string problem) is PinnedRules pin) generator.Pin = pin;
            else throw new IOException(problem);
            Log.Pinned(logger, content.Version);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            Log.NotResumed(logger, e.Message);
        }
    }

    /// <inheritdoc/>
    public bool To(int number, out string answer)
    {
        lock (_gate)
        {
            if (Load(number, clock.GetUtcNow(), out answer) is not PinnedRules pin) return false;
            if (!Remember(new PinFile.Content(number, pin.Since), out answer)) return false;
            generator.Pin = pin;
        }

        Log.Pinned(logger, number);
        repeat($"rollback {number}");
        answer = $"version {number} is pinned: its templates, labels and rules come into force now, with the tasks of now; end it with: marathon-lb rollback --release";
        return true;
    }

    /// <inheritdoc/>
    public bool Release(out string answer)
    {
        int number;
        lock (_gate)
        {
            answer = "nothing is pinned";
            if (generator.Pin is not PinnedRules pin || !Remember(null, out answer)) return false;
            number = pin.Version;
            generator.Pin = null;
        }

        Log.Released(logger, number);
        repeat("release");
        answer = $"version {number} is released: today's templates, labels and rules come into force now";
        return true;
    }

    private bool Remember(PinFile.Content? content, out string problem)
    {
        problem = "";
        try
        {
            file.Write(content);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A pin that a restart would forget, or bring back, is worse than none.
            problem = $"it could not be remembered: {e.Message}; check --state-dir";
            return false;
        }
    }

    private PinnedRules? Load(int number, DateTimeOffset since, out string problem)
    {
        problem = "";
        try
        {
            VersionContent content = files.ReadContent(number);
            RuleSet rules = generator.RulesOf(content.Templates);
            if (rules.Faults is [Finding first, ..]) problem = $"version {number} has a template that can't be used any more: {first}";
            return problem.Length == 0 ? new PinnedRules(number, since, rules, content.Definitions) : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            string known = string.Join(", ", keeper.Versions.Select(static version => version.Number));
            problem = $"there is no version {number}; {(known.Length > 0 ? $"kept are {known}" : "none is kept yet")} (marathon-lb history)";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            problem = $"version {number} can't be read: {e.Message}";
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(5125, LogLevel.Warning, "version {Number} is pinned: its templates, labels and rules are in force, with the tasks of now, until 'marathon-lb rollback --release'")]
        public static partial void Pinned(ILogger logger, int number);

        [LoggerMessage(5126, LogLevel.Information, "version {Number} is released: today's templates, labels and rules are in force")]
        public static partial void Released(ILogger logger, int number);

        [LoggerMessage(5127, LogLevel.Error, "what was pinned before the restart can't be pinned again: {Reason}; today's rules are in force")]
        public static partial void NotResumed(ILogger logger, string reason);
    }
}
