using MarathonLb.Apps;

namespace MarathonLb.Asking;

/// <summary>The ways by which a client reaches a service, with our default templates.</summary>
internal static class WaysTo
{
    /// <summary>The ways to a service that is exposed.</summary>
    public static IEnumerable<string> Service(Service service, AskedModel asked)
    {
        if (service.IsHttp && asked.RenderOptions.BindHttpHttps)
        {
            string auth = service.Labels.Auth is null ? "" : ", with a password";
            foreach (string host in service.Vhosts)
            {
                string path = service.Labels.Path is string prefix ? $" and a path that begins with {prefix}" : "";
                yield return $"http://{host}{path}{(service.Redirects ? ", redirected to HTTPS" : auth)}";
                yield return $"https://{host}{path}{auth}";
            }
        }

        if (service.Listens) yield return $"{service.Labels.BindAddr ?? "*"}:{service.Port}{(service.Labels.SslCert is null ? "" : " by TLS")}";
        if (IsFirstOfItsApp(service, asked.Model.Services)) yield return $"port 9091 with X-Marathon-App-Id: {service.AppId}";
    }

    private static bool IsFirstOfItsApp(Service service, Service[] all) =>
        service.IsHttp && !Array.Exists(all, other => other.AppId == service.AppId && other.IsHttp && other.Enabled && other.Servers.Length > 0 && other.Port < service.Port);
}
