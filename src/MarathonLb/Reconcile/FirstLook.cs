namespace MarathonLb.Reconcile;

/// <summary>
/// Puts off garbage collection from when all apps are read for the first time until their configuration is written or HAProxy is asked about it. Nearly everything that is made meanwhile is
/// kept, so that a collection finds next to nothing and moves what it finds: a quarter of the time of a run (docs/performance.md).
/// </summary>
internal static class FirstLook
{
    /// <summary>Room for a large cluster: 10,000 apps of five tasks take 95 MB. Room that is not used costs no memory.</summary>
    private const long MostBytes = 200L << 20;

    /// <summary>No collection until <see cref="End"/> or until the room is used up. In a container, at most an eighth of what it may have.</summary>
    public static void Begin()
    {
        long room = Math.Min(MostBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);
        try
        {
            GC.TryStartNoGCRegion(room);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or InvalidOperationException)
        {
            // The heap is limited further from outside: then it is collected as always.
        }
    }

    /// <summary>Collects as always from now on, and once at once: where it lies, since moving what is kept would take its size again.</summary>
    public static void End()
    {
        if (System.Runtime.GCSettings.LatencyMode != System.Runtime.GCLatencyMode.NoGCRegion) return;
        GC.EndNoGCRegion();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }
}
