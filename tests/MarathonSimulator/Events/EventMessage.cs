namespace MarathonSimulator.Events;

/// <summary>One message of the event stream: its type and the JSON documents in its data (one, unless told to join several).</summary>
internal sealed record EventMessage(string Type, string[] Documents, string[] LightDocuments)
{
    /// <summary>Marks a heartbeat, which has no type.</summary>
    public static readonly EventMessage Heartbeat = new("", [], []);
}
