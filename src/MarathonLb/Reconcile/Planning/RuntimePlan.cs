namespace MarathonLb.Reconcile.Planning;

/// <summary>What commands have to bring about.</summary>
/// <param name="Backends">Backends whose servers change.</param>
/// <param name="Maps">Maps that change.</param>
internal sealed record RuntimePlan(IReadOnlyList<BackendChange> Backends, IReadOnlyList<MapChange> Maps)
{
    /// <summary>True if there is nothing to do.</summary>
    public bool IsEmpty => Backends.Count == 0 && Maps.Count == 0;
}
