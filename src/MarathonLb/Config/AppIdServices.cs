namespace MarathonLb.Config;

/// <summary>Which service of each app answers to the app's id: its first http service, of those with servers if there is one (spec, section 3).</summary>
internal static class AppIdServices
{
    /// <summary>The place of the first such service at or behind a place where an app begins; the number of services if there is none.</summary>
    public static int First(ReadOnlySpan<RenderedService> services, int start)
    {
        int chosen = -1;
        for (int i = start; i < services.Length; i++)
        {
            if (chosen >= 0 && services[i].Service.AppId != services[chosen].Service.AppId) return chosen;
            if (!services[i].Service.IsHttp) continue;
            if (services[i].Service.Servers.Length > 0) return i;
            if (chosen < 0) chosen = i;
        }

        return chosen < 0 ? services.Length : chosen;
    }

    /// <summary>The place of the next app's, given that of one.</summary>
    public static int Next(ReadOnlySpan<RenderedService> services, int place)
    {
        string app = services[place].Service.AppId;
        while (place < services.Length && services[place].Service.AppId == app) place++;
        return First(services, place);
    }
}
