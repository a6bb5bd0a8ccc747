namespace MarathonLb.Zdd.Swapping;

/// <summary>Where a swap leads.</summary>
/// <param name="Target">How many instances both apps have together at the end; never fewer are up.</param>
/// <param name="Hybrid">How many of them are the new app's, with the rest left to the old one; 0: all.</param>
/// <param name="LinearIncrease">How many instances the new app grows by in a step; 0: by half.</param>
internal sealed record SwapGoal(int Target, int Hybrid, int LinearIncrease)
{
    /// <summary>How many instances of the new app are the last of its growth.</summary>
    public int NewEnd => Hybrid > 0 ? Hybrid : Target;

    /// <summary>
    /// The new app's next size. By half, as floor(n + (n + 1) / 2), and at once to the target when that reaches the old app's size; or by the
    /// increase that was asked for.
    /// </summary>
    /// <param name="instances">Its size now.</param>
    /// <param name="old">The old app's size before this step's kill.</param>
    public int NextSize(int instances, int old)
    {
        int next = LinearIncrease > 0 ? instances + LinearIncrease : Math.Max(instances + 1, instances + ((instances + 1) / 2));
        if (Hybrid == 0 && LinearIncrease == 0 && next >= old) next = Target;
        return Math.Min(next, NewEnd);
    }

    /// <summary>How many of the old app's tasks the load balancer is to drain: as many as healthy new ones can stand in for.</summary>
    public int Drainable(int newInstances, int oldInstances) => Math.Max(0, Math.Min(Math.Min(oldInstances, newInstances), newInstances + oldInstances - Target));

    /// <summary>True if a hybrid has its split.</summary>
    public bool IsSplit(int newInstances, int oldInstances) => Hybrid > 0 && newInstances == Hybrid && newInstances + oldInstances == Target;
}
