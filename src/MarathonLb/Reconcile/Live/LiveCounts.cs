using System.Collections.Concurrent;
using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>Counts what is done to HAProxy. Safe to read while it counts.</summary>
internal sealed class LiveCounts
{
    private readonly ConcurrentDictionary<(CommandKind Kind, bool Succeeded), long> _commands = new(Zeros<CommandKind>());
    private readonly ConcurrentDictionary<(ReloadReason Reason, bool Succeeded), long> _reloads = new(Zeros<ReloadReason>());
    private long _updates;

    /// <summary>Commands sent, by kind and whether HAProxy did what they said.</summary>
    public IReadOnlyDictionary<(CommandKind Kind, bool Succeeded), long> Commands => _commands;

    /// <summary>Reloads and starts, by why and whether they succeeded.</summary>
    public IReadOnlyDictionary<(ReloadReason Reason, bool Succeeded), long> Reloads => _reloads;

    /// <summary>Reloads and starts that failed.</summary>
    public long FailedReloads => _reloads.Where(static pair => !pair.Key.Succeeded).Sum(static pair => pair.Value);

    /// <summary>Rounds that changed HAProxy without a reload.</summary>
    public long Updates => Interlocked.Read(ref _updates);

    /// <summary>Reloads and starts that succeeded, by the reason's name.</summary>
    public IReadOnlyDictionary<string, long> ReloadsByReason() =>
        _reloads.Where(static pair => pair.Key.Succeeded && pair.Value > 0).ToDictionary(static pair => ReloadReasons.NameOf(pair.Key.Reason), static pair => pair.Value, StringComparer.Ordinal);

    /// <summary>A command was answered.</summary>
    public void Sent(CommandKind kind, bool succeeded) => _commands.AddOrUpdate((kind, succeeded), 1, static (_, count) => count + 1);

    /// <summary>HAProxy was loaded or reloaded.</summary>
    public void Loaded(ReloadReason reason, bool succeeded) => _reloads.AddOrUpdate((reason, succeeded), 1, static (_, count) => count + 1);

    /// <summary>A round was applied by commands.</summary>
    public void Updated() => Interlocked.Increment(ref _updates);

    /// <summary>All from the start, at 0: Prometheus sees a counter grow only if it saw it before.</summary>
    private static IEnumerable<KeyValuePair<(T Kind, bool Succeeded), long>> Zeros<T>()
        where T : struct, Enum =>
        from kind in Enum.GetValues<T>() from succeeded in (bool[])[true, false] select KeyValuePair.Create((kind, succeeded), 0L);
}
