namespace MarathonLb.Apps.Labels;

/// <summary>The labels of a whole app, <c>HAPROXY_…</c> (spec, section 2).</summary>
[LabelSet(LabelScope.App)]
internal sealed partial class AppLabels
{
    [Label("GROUP", LabelKind.List, Fault = LabelFault.LeaveOut,
        Doc = "The load balancer groups that expose the app, comma separated. An app without a group is exposed only by --group '*'.",
        Example = "external")]
    internal partial string[]? Groups { get; }

    [Label("DEPLOYMENT_GROUP", LabelKind.Text, Fault = LabelFault.LeaveOut,
        Doc = "The name under which a blue and a green app are one; it becomes the app id in the configuration.", Example = "shop")]
    internal partial string? DeploymentGroup { get; }

    [Label("DEPLOYMENT_ALT_PORT", LabelKind.Text,
        Doc = "The alternate service port, because Marathon wants them unique; of several service ports one for each, comma separated. Read by zdd.", Example = "10008")]
    internal partial string? DeploymentAltPort { get; }

    [Label("DEPLOYMENT_COLOUR", LabelKind.Text,
        Doc = "blue or green. Written by zdd.", Example = "blue")]
    internal partial string? DeploymentColour { get; }

    [Label("DEPLOYMENT_STARTED_AT", LabelKind.Text,
        Doc = "When the deploy began, ISO 8601: the later app of a group is the new one. Written by zdd.", Example = "2026-01-31T12:00:00")]
    internal partial string? DeploymentStartedAt { get; }

    [Label("DEPLOYMENT_TARGET_INSTANCES", LabelKind.Count,
        Doc = "How many instances the deploy ends with. Written by zdd.", Example = "10")]
    internal partial int? DeploymentTargetInstances { get; }

    [Label("DEPLOYMENT_NEW_INSTANCES", LabelKind.Text,
        Doc = "How many instances of the new app stand beside the old one in a hybrid split. Written by zdd.", Example = "2")]
    internal partial string? DeploymentNewInstances { get; }

    [Label("APP_ID", LabelKind.Text,
        Doc = "The app's id without its colour. Written by zdd.", Example = "shop")]
    internal partial string? AppId { get; }
}
