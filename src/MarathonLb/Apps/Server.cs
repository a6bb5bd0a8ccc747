namespace MarathonLb.Apps;

/// <summary>
/// A task port as a HAProxy server. Its name, id and cookie are hashed once, here, and not at each rendering.
/// </summary>
/// <param name="Host">The agent's host name, or the task's address, as Marathon gives it.</param>
/// <param name="Ip">The address to connect to.</param>
/// <param name="Port">The port to connect to.</param>
/// <param name="TaskId">The task behind it.</param>
/// <param name="Draining">True if it gets no new sessions (a blue-green deploy is replacing it).</param>
internal sealed record Server(string Host, string Ip, int Port, string TaskId, bool Draining)
{
    /// <summary>The name on the server line: <c>10_0_1_2_31000</c>; empty until it was identified.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The numeric id on the server line, unique in its backend.</summary>
    public int Id { get; private set; }

    /// <summary>The cookie value that brings a client back to it; empty unless the service is sticky.</summary>
    public string Cookie { get; private set; } = "";

    /// <summary>True if this task is known to be healthy to Marathon, so that HAProxy may use it before its own first check.</summary>
    public bool KnownHealthy { get; init; }

    /// <summary>The server with a name, an id and a cookie: itself if it has none yet, so that only whoever made it sees it change.</summary>
    public Server Identified(string name, int id, string cookie)
    {
        Server server = Name.Length == 0 ? this : this with { };
        (server.Name, server.Id, server.Cookie) = (name, id, cookie);
        return server;
    }
}
