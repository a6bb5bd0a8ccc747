namespace MarathonLb.Reconcile;

/// <summary>Why a round was asked for, in words for the log.</summary>
/// <param name="Words">The first few causes, each once.</param>
/// <param name="Further">How many requests had another one.</param>
internal readonly record struct CauseList(string[] Words, int Further)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Words) + (Further > 0 ? $" and {Further} more" : "");
}
