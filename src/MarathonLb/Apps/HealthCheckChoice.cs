using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>Which of an app's health checks belongs to which service (spec, section 1, "Health check of service n"; golden 14).</summary>
internal static class HealthCheckChoice
{
    /// <summary>The health check of the service with index n: the first that names a port of its own, whatever n, or that has n as its port index.</summary>
    public static HealthCheck? For(MarathonApp app, int n) =>
        Array.Find(app.HealthChecks, check => check.Port is not null || check.PortIndex == n);

    /// <summary>True if a check chosen through BACKEND_HEALTHCHECK_PORT_INDEX makes the service speak HTTP, even over a MODE label.</summary>
    public static bool ForcesHttp(HealthCheck check) => check.Protocol is "HTTP" or "HTTPS" or "MESOS_HTTP" or "MESOS_HTTPS";
}
