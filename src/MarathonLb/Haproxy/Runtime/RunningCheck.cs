namespace MarathonLb.Haproxy.Runtime;

/// <summary>The health check of a running server.</summary>
/// <param name="Status">HAProxy's number of how the last one ended; it differs between versions, so it is only to be shown.</param>
/// <param name="Result">How the last one ended.</param>
/// <param name="Health">Counts towards rise and fall: 0 to rise + fall − 1.</param>
/// <param name="State">Whether there is one, and whether it runs.</param>
/// <param name="Port">The port it goes to, 0 for the server's own; 2.6 and 3.x print 0 also where the check has the server's.</param>
/// <param name="Address">The address it goes to, <c>-</c> for the server's own.</param>
internal readonly record struct RunningCheck(int Status, CheckResult Result, int Health, CheckState State, int Port, string Address);
