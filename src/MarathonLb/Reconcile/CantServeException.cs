namespace MarathonLb.Reconcile;

/// <summary>Nothing is served, and something outside that a new look at Marathon can't change is in the way: whoever started us should know.</summary>
internal sealed class CantServeException(string message) : Exception(message);
