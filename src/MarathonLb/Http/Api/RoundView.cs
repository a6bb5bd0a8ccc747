namespace MarathonLb.Http.Api;

/// <summary>A round, or several alike that followed each other.</summary>
/// <param name="Number">The number of the (last of the) rounds since the start.</param>
/// <param name="Time">When it ended.</param>
/// <param name="Times">How many alike.</param>
/// <param name="Cause">What asked for it.</param>
/// <param name="Outcome">How it ended, in a word.</param>
/// <param name="Good">True if what runs is now what is wanted.</param>
/// <param name="How">How it reached HAProxy: by commands, a reload and why, or not at all.</param>
/// <param name="Changes">What changed; null if nothing did.</param>
/// <param name="Problem">What went wrong; null if nothing did.</param>
/// <param name="Milliseconds">How long it took, fetching included.</param>
internal sealed record RoundView(
    long Number, DateTimeOffset Time, int Times, string Cause, string Outcome, bool Good, string How, string? Changes, string? Problem, double Milliseconds)
{
    /// <summary>Whom the changes touch; null if nothing changed.</summary>
    public TouchedView? Touched { get; init; }

    /// <summary>How long its stages took; of several rounds, those of the last.</summary>
    public StagesView? Stages { get; init; }
}

/// <summary>Whom a round's changes touch.</summary>
/// <param name="Apps">The first few apps by name.</param>
/// <param name="AppCount">How many there are.</param>
/// <param name="ServersAdded">Servers that came.</param>
/// <param name="ServersRemoved">Servers that went.</param>
internal sealed record TouchedView(string[] Apps, int AppCount, int ServersAdded, int ServersRemoved);

/// <summary>How long the stages of a round took, in milliseconds.</summary>
/// <param name="Fetch">Marathon is asked, and read.</param>
/// <param name="Render">Apps become the configuration's text.</param>
/// <param name="Validate">HAProxy is asked about it.</param>
/// <param name="Apply">HAProxy is changed or reloaded.</param>
internal sealed record StagesView(double Fetch, double Render, double Validate, double Apply);

/// <summary>A version of the rules, to go back to.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Time">Since when it was served.</param>
/// <param name="Cause">What asked for the round that began it.</param>
/// <param name="Changes">What changed.</param>
/// <param name="InForce">True if its rules are in force now.</param>
internal sealed record VersionView(int Number, DateTimeOffset Time, string Cause, string Changes, bool InForce);
