using MarathonLb.Marathon;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Versions;

/// <summary>Keeps the versions of the rules that HAProxy served, so that one of them can be gone back to. Writes beside the rounds, which don't wait for it.</summary>
/// <param name="files">Where they are.</param>
/// <param name="configFile">The configuration's file, which is what HAProxy serves.</param>
/// <param name="most">How many are kept (<c>--archive-versions</c>); 0 keeps none.</param>
/// <param name="generator">Knows the templates of today and what is pinned.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Hears if they can't be kept.</param>
internal sealed partial class VersionKeeper(VersionFiles files, string configFile, int most, ConfigGenerator generator, TimeProvider clock, ILogger logger)
{
    private readonly DefinitionHashes _hashes = new();
    private readonly Lock _gate = new();
    private List<RulesVersion>? _versions;
    private Task _writing = Task.CompletedTask;

    /// <summary>The versions that are kept, the oldest first.</summary>
    public IReadOnlyList<RulesVersion> Versions
    {
        get
        {
            lock (_gate) return [.. Known];
        }
    }

    /// <summary>The end of what is being written.</summary>
    public Task Written => Volatile.Read(ref _writing);

    private List<RulesVersion> Known => _versions ??= files.List();

    /// <summary>HAProxy serves a generation: a version begins if its rules are others than the last one's. While one is pinned none begins.</summary>
    /// <param name="served">What it serves.</param>
    /// <param name="cause">What asked for the round.</param>
    /// <param name="changes">What changed, masked.</param>
    public void Serves(Generation served, string cause, string changes)
    {
        if (most == 0 || generator.Pin is not null) return;
        string fingerprint = _hashes.Of(generator.TemplateTexts, served.Model);
        RulesVersion version;
        int[] old;
        lock (_gate)
        {
            if (Known is [.., RulesVersion last] && last.Fingerprint == fingerprint) return;
            version = new RulesVersion(Known.Count == 0 ? 1 : Known[^1].Number + 1, clock.GetUtcNow(), cause, changes, fingerprint);
            Known.Add(version);
            old = [.. Known.SkipLast(most).Select(static version => version.Number)];
            Known.RemoveRange(0, old.Length);
        }

        if (Open(version) is not FileStream config) return;
        VersionContent content = new(generator.TemplateTexts, DefinitionHashes.DefinitionsOf(served.Model));
        Volatile.Write(ref _writing, Written.ContinueWith(_ => Write(version, content, config, old), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default));
    }

    /// <summary>Opens the configuration: the document's memory is written into again, and the file stays what it is while it is open, even when another takes its place.</summary>
    /// <returns>Null if the version can't be kept.</returns>
    private FileStream? Open(RulesVersion version)
    {
        try
        {
            return File.OpenRead(configFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Drop(version, e);
            return null;
        }
    }

    private void Write(RulesVersion version, VersionContent content, FileStream config, int[] old)
    {
        using FileStream served = config;
        try
        {
            files.Write(version, content, config);
            foreach (int number in old) files.Delete(number);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Drop(version, e);
        }
    }

    private void Drop(RulesVersion version, Exception reason)
    {
        lock (_gate) Known.Remove(version);
        Log.NotKept(logger, version.Number, reason.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(5120, LogLevel.Warning, "version {Number} can't be kept, it can't be rolled back to: {Reason}; check --state-dir")]
        public static partial void NotKept(ILogger logger, int number, string reason);
    }
}
