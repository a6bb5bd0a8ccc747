using MarathonLb.Haproxy.Runtime;
using MarathonLb.Reconcile.Planning;

namespace MarathonLb.Reconcile.Live;

/// <summary>Changes a map: by one command where one is enough, else in a transaction, so that no request sees half of it.</summary>
/// <param name="change">What changes.</param>
internal sealed class MapCommands(MapChange change)
{
    /// <summary>Sends what is needed.</summary>
    /// <param name="send">Sends commands and returns their answers.</param>
    public async Task<LiveResult> SendAsync(Func<IReadOnlyList<RuntimeCommand>, Task<IReadOnlyList<RuntimeAnswer>>> send)
    {
        if (change.IsSingle) return LiveResult.Of(await send([Single()]));
        IReadOnlyList<RuntimeAnswer> prepared = await send([RuntimeCommands.PrepareMap(change.Path)]);
        if (!prepared[0].Succeeded || AnswerRules.MapVersion(prepared[0].Text) is not uint version) return LiveResult.Of(prepared);
        IEnumerable<KeyValuePair<string, string>> entries = MapComparer.EntriesOf(change.Wanted.Span).Select(static entry => KeyValuePair.Create(entry.Key, entry.Value));
        return LiveResult.Of(await send([.. RuntimeCommands.AddMapEntries(change.Path, version, entries), RuntimeCommands.CommitMap(change.Path, version)]));
    }

    private RuntimeCommand Single()
    {
        if (change.Added is [MapEntry added]) return RuntimeCommands.AddMapEntry(change.Path, added.Key, added.Value);
        return change.Changed is [MapEntry changed]
            ? RuntimeCommands.SetMapEntry(change.Path, changed.Key, changed.Value)
            : RuntimeCommands.DeleteMapEntry(change.Path, change.Removed[0]);
    }
}
