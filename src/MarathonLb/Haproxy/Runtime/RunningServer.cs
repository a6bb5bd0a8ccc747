namespace MarathonLb.Haproxy.Runtime;

/// <summary>A server as HAProxy runs it: a line of <c>show servers state</c> (management manual, section 9.3, "show servers state", format 1).</summary>
/// <param name="Backend">Its backend.</param>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number in the backend.</param>
/// <param name="Address">Its IP address, or <c>-</c> if it has none.</param>
/// <param name="Port">Its port.</param>
/// <param name="State">Whether it takes traffic.</param>
/// <param name="Admin">What was told about it.</param>
/// <param name="UserWeight">Its weight now, 0 to 256.</param>
/// <param name="InitialWeight">The weight of its configuration line.</param>
/// <param name="Check">Its health check.</param>
internal sealed record RunningServer(
    string Backend,
    string Name,
    int Id,
    string Address,
    int Port,
    OperationalState State,
    ServerAdminState Admin,
    int UserWeight,
    int InitialWeight,
    RunningCheck Check)
{
    /// <summary>True if it gets new sessions.</summary>
    public bool Serves =>
        State is OperationalState.Starting or OperationalState.Running && (Admin & ServerAdminState.AnyOut) == ServerAdminState.None && UserWeight > 0;
}
