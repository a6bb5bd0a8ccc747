namespace MarathonLb.Config;

/// <summary>What becomes of a service that claims what another one has.</summary>
internal enum ConflictMode
{
    /// <summary>It is told, and printed as it is: direct mode prints what the original does.</summary>
    Tell,

    /// <summary>The first in the order of the file keeps it; the later one loses its listener or rule, and keeps its backend (<c>--conflicts first</c>).</summary>
    First,
}
