namespace MarathonLb.Apps;

/// <summary>Puts a service's servers in order and gives them their names, ids and cookies (spec, section 3).</summary>
internal static class ServerList
{
    private const int Few = 32;

    private static readonly Comparer<Server> ByAddress = Comparer<Server>.Create(Compare);

    /// <summary>Sorted by host and port, ties in order of arrival, each server once.</summary>
    /// <param name="servers">The servers in order of arrival.</param>
    /// <param name="sticky">True if they need cookies.</param>
    public static Server[] Finish(List<Server> servers, bool sticky)
    {
        if (servers.Count == 0) return [];
        Server[] finished = InOrder(servers);
        Span<int> ids = finished.Length <= Few ? stackalloc int[Few] : new int[finished.Length];
        int count = 0;
        foreach (Server server in finished)
        {
            if (IsRepeated(finished.AsSpan(0, count), server)) continue;
            string name = ServerIdentity.NameOf(server.Host, server.Ip, server.Port);
            ids[count] = ServerIdentity.IdOf(name, ids[..count]);
            finished[count] = server.Identified(name, ids[count], sticky ? ServerIdentity.CookieOf(name) : "");
            count++;
        }

        return count == finished.Length ? finished : finished[..count];
    }

    /// <summary>Nearly every service has few tasks: they are put in their places one by one, without a list, a comparer or a delegate for each.</summary>
    private static Server[] InOrder(List<Server> servers)
    {
        if (servers.Count > Few) return [.. servers.Order(ByAddress)];
        Server[] order = new Server[servers.Count];
        for (int i = 0; i < order.Length; i++)
        {
            Server server = servers[i];
            int place = i;
            for (; place > 0 && Compare(order[place - 1], server) > 0; place--) order[place] = order[place - 1];
            order[place] = server;
        }

        return order;
    }

    private static int Compare(Server a, Server b)
    {
        int byHost = string.CompareOrdinal(a.Host, b.Host);
        return byHost != 0 ? byHost : a.Port.CompareTo(b.Port);
    }

    /// <summary>True if the same address stands before it: two service ports of one number, or a task listed twice.</summary>
    private static bool IsRepeated(ReadOnlySpan<Server> before, Server server)
    {
        for (int i = before.Length - 1; i >= 0; i--)
        {
            Server earlier = before[i];
            if (earlier.Port != server.Port || earlier.Host != server.Host) return false;
            if (earlier.Ip == server.Ip) return true;
        }

        return false;
    }
}
