namespace MarathonLb.Apps;

/// <summary>Puts a service's servers in order and gives them their names, ids and cookies (spec, section 3).</summary>
internal static class ServerList
{
    /// <summary>Sorted by host and port, ties in order of arrival, each server once.</summary>
    /// <param name="servers">The servers in order of arrival.</param>
    /// <param name="sticky">True if they need cookies.</param>
    public static Server[] Finish(List<Server> servers, bool sticky)
    {
        if (servers.Count == 0) return [];
        (Server Server, int Arrival)[] order = new (Server, int)[servers.Count];
        for (int i = 0; i < order.Length; i++) order[i] = (servers[i], i);
        Array.Sort(order, static (a, b) => Compare(a, b));

        int[] ids = new int[order.Length];
        List<Server> finished = new(order.Length);
        for (int i = 0; i < order.Length; i++)
        {
            Server server = order[i].Server;
            if (IsRepeated(order, i)) continue;
            string name = ServerIdentity.NameOf(server.Host, server.Ip, server.Port);
            int id = ids[finished.Count] = ServerIdentity.IdOf(name, ids.AsSpan(0, finished.Count));
            finished.Add(server with
            {
                Name = name,
                Id = id,
                Cookie = sticky ? ServerIdentity.CookieOf(name) : "",
            });
        }

        return [.. finished];
    }

    private static int Compare((Server Server, int Arrival) a, (Server Server, int Arrival) b)
    {
        int byHost = string.CompareOrdinal(a.Server.Host, b.Server.Host);
        if (byHost != 0) return byHost;
        int byPort = a.Server.Port.CompareTo(b.Server.Port);
        return byPort != 0 ? byPort : a.Arrival.CompareTo(b.Arrival);
    }

    /// <summary>True if the same address stands before it: two service ports of one number, or a task listed twice.</summary>
    private static bool IsRepeated((Server Server, int Arrival)[] order, int i)
    {
        Server server = order[i].Server;
        for (int j = i - 1; j >= 0; j--)
        {
            Server earlier = order[j].Server;
            if (earlier.Port != server.Port || earlier.Host != server.Host) return false;
            if (earlier.Ip == server.Ip) return true;
        }

        return false;
    }
}
