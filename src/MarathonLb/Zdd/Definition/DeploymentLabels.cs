namespace MarathonLb.Zdd.Definition;

/// <summary>The labels by which zdd and the load balancer speak to each other (spec, sections 1 and 8).</summary>
internal static class DeploymentLabels
{
    public const string Group = "HAPROXY_DEPLOYMENT_GROUP";
    public const string AltPort = "HAPROXY_DEPLOYMENT_ALT_PORT";
    public const string Colour = "HAPROXY_DEPLOYMENT_COLOUR";
    public const string StartedAt = "HAPROXY_DEPLOYMENT_STARTED_AT";
    public const string TargetInstances = "HAPROXY_DEPLOYMENT_TARGET_INSTANCES";
    public const string NewInstances = "HAPROXY_DEPLOYMENT_NEW_INSTANCES";
    public const string AppId = "HAPROXY_APP_ID";

    /// <summary>The port that service n is bound to, whatever its service port in Marathon.</summary>
    public static string Port(int index) => $"HAPROXY_{JsonFields.Text(index)}_PORT";
}
