using MarathonSimulator.State;
using Microsoft.AspNetCore.Http;

namespace MarathonSimulator.Control;

/// <summary>The faults in force. The first that fits a request is taken.</summary>
internal sealed class FaultRules
{
    private readonly Lock _gate = new();
    private readonly List<Entry> _entries = [];
    private readonly Pulse _cleared = new();

    /// <summary>Completes when all rules are taken back, for requests that hang.</summary>
    public Task Cleared => _cleared.Next;

    public void Add(FaultRule rule)
    {
        lock (_gate)
            _entries.Add(new Entry(rule, DateTime.UtcNow + rule.For, rule.Count));
    }

    public void Clear()
    {
        lock (_gate)
            _entries.Clear();
        _cleared.Fire();
    }

    /// <summary>The rules still in force with what is left of their count.</summary>
    public (FaultRule Rule, int? Left)[] Snapshot()
    {
        lock (_gate)
        {
            _entries.RemoveAll(entry => entry.IsOver);
            return [.. _entries.Select(entry => (entry.Rule, entry.Left))];
        }
    }

    public ActiveFault? Take(HttpContext context)
    {
        lock (_gate)
        {
            _entries.RemoveAll(entry => entry.IsOver);
            if (_entries.Find(entry => Fits(entry.Rule.Target, context)) is not { } hit)
                return null;
            hit.Left--;
            return new ActiveFault(hit.Rule, Cleared);
        }
    }

    private static bool Fits(FaultTarget target, HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        var get = HttpMethods.IsGet(context.Request.Method);
        var list = get && path == "/v2/apps";
        var single = get && path.StartsWith("/v2/apps/", StringComparison.Ordinal);
        return target switch
        {
            FaultTarget.Apps => list,
            FaultTarget.App => single,
            FaultTarget.Reads => list || single,
            FaultTarget.Events => path == "/v2/events",
            FaultTarget.Login => path.StartsWith("/acs/", StringComparison.Ordinal),
            FaultTarget.Writes => !get && path.StartsWith("/v2/", StringComparison.Ordinal),
            _ => path.StartsWith("/v2/", StringComparison.Ordinal),
        };
    }

    private sealed class Entry(FaultRule rule, DateTime? until, int? left)
    {
        public FaultRule Rule { get; } = rule;

        public int? Left { get; set; } = left;

        public bool IsOver => Left <= 0 || until < DateTime.UtcNow;
    }
}

/// <summary>A fault that hit a request, and the moment it is taken back.</summary>
internal sealed record ActiveFault(FaultRule Rule, Task Cleared);
