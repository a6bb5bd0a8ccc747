namespace MarathonLb.Marathon;

/// <summary>What a task's <c>healthCheckResults</c> say.</summary>
internal enum TaskHealth : byte
{
    /// <summary>There are no results: not checked yet, or a new leader has not looked.</summary>
    Unknown,

    /// <summary>At least one result is alive.</summary>
    Alive,

    /// <summary>There are results, and none is alive.</summary>
    Dead,
}
