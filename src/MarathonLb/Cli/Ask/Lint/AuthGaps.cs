using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Reconcile;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>
/// Finds services whose AUTH does not guard every way to them: by our templates it guards the vhost, while the service port and 9091 stay open
/// (as in the original, so the loop says nothing of it). Looks at what was rendered: a template of the user's may ask for the password there too.
/// </summary>
internal static class AuthGaps
{
    /// <summary>The findings of a generation.</summary>
    public static IEnumerable<Finding> In(Generation generation)
    {
        List<Finding> findings = [];
        ConfigDocument document = generation.Document;
        for (int i = 0; i < document.ServiceCount; i++)
        {
            Service service = document.Services[i].Service;
            if (service.Labels.Auth is null || service.Labels.BackendNetworkAllowedAcl is not null || Asks(document, i, FragmentKind.Backend)) continue;
            List<string> open = [];
            if (service.Listens && !IsLoopback(service) && !Asks(document, i, FragmentKind.Frontend)) open.Add($"the service port {service.Port}");
            if (IsReachedById(document, i) && !Asks(document, i, FragmentKind.AppIdRule)) open.Add($"port 9091 with X-Marathon-App-Id: {service.AppId}");
            if (open.Count == 0) continue;
            string vhost = service.Vhosts.Length == 0 ? "without a vhost it guards nothing" : "it guards the vhost only";
            findings.Add(new Finding(
                FindingSeverity.Warning, "auth-gap", service.AppId, $"HAPROXY_{service.Index}_AUTH", null,
                $"{vhost}: whoever reaches {string.Join(" or ", open)} needs no password",
                $"Keep clients from there by a firewall, HAPROXY_{service.Index}_BIND_ADDR or HAPROXY_{service.Index}_BACKEND_NETWORK_ALLOWED_ACL, "
                + $"or ask in the backend (HAPROXY_{service.Index}_BACKEND_HEAD with http-request auth … http_auth(user_{{backend}})).")
            { Index = service.Index });
        }

        return findings;
    }

    /// <summary>By its app's id, only an app's first HTTP service is reached.</summary>
    private static bool IsReachedById(ConfigDocument document, int index)
    {
        Service service = document.Services[index].Service;
        if (!service.IsHttp) return false;
        for (int i = index - 1; i >= 0 && document.Services[i].Service.AppId == service.AppId; i--)
        {
            if (document.Services[i].Service.IsHttp) return false;
        }

        return true;
    }

    private static bool IsLoopback(Service service) =>
        System.Net.IPAddress.TryParse(service.Labels.BindAddr, out System.Net.IPAddress? address) && System.Net.IPAddress.IsLoopback(address);

    private static bool Asks(ConfigDocument document, int service, FragmentKind kind)
    {
        RenderedService.Place place = document.Services[service].Places[(int)kind];
        return place.Length > 0 && document.Text.WrittenSpan.Slice(place.Start, place.Length).IndexOf("http_auth("u8) >= 0;
    }
}
