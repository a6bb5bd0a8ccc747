namespace MarathonLb.Reconcile;

/// <summary>Requests that one round answers.</summary>
/// <param name="Everything">True to fetch everything.</param>
/// <param name="Apps">Else the apps to fetch.</param>
/// <param name="Causes">Why: each cause once, only the first of many.</param>
/// <param name="Count">How many requests came together.</param>
/// <param name="ReloadFile">True if the file as it is should be validated and loaded.</param>
internal sealed record Requests(bool Everything, string[] Apps, CauseList Causes, int Count, bool ReloadFile)
{
    /// <summary>Nothing but to validate and load the file as it is.</summary>
    public static Requests ToReloadFile { get; } = new(false, [], new CauseList([], 0), 0, ReloadFile: true);

    /// <summary>When the first of them came, by the clock's timestamp; null if there was none.</summary>
    public long? Since { get; init; }

    /// <summary>True if something is to be fetched.</summary>
    public bool Fetches => Everything || Apps.Length > 0;
}
