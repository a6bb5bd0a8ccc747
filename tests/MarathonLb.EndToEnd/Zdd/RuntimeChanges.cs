namespace MarathonLb.EndToEnd.Zdd;

/// <summary>What the load balancer can do by now.</summary>
internal static class RuntimeChanges
{
    /// <summary>True if it changes servers at run time: then a deploy reloads nothing, and HAProxy's processes are the same after it.</summary>
    public static bool AreMade => true;
}
