using System.Text.Json.Nodes;
using MarathonSimulator.Deployments;
using MarathonSimulator.State;

namespace MarathonSimulator.Events;

/// <summary>Publishes what happens in the shapes that Marathon 1.8 gives its events.</summary>
internal sealed class MarathonEvents(EventBus bus)
{
    public void ApiPost(string uri, JsonObject definition) => bus.Publish("api_post_event", new JsonObject
    {
        ["clientIp"] = "127.0.0.1",
        ["uri"] = uri,
        ["appDefinition"] = definition.DeepClone(),
    });

    public void StreamAttached(string remoteAddress) =>
        bus.Publish("event_stream_attached", new JsonObject { ["remoteAddress"] = remoteAddress });

    public void TaskStatus(SimApp app, SimTask task)
    {
        bus.Publish("status_update_event", new JsonObject
        {
            ["slaveId"] = task.SlaveId,
            ["taskId"] = task.Id,
            ["taskStatus"] = task.State,
            ["message"] = "",
            ["appId"] = task.AppId,
            ["host"] = task.Host,
            ["ipAddresses"] = new JsonArray(new JsonObject { ["ipAddress"] = task.IpAddress, ["protocol"] = "IPv4" }),
            ["ports"] = new JsonArray([.. task.Ports.Select(port => (JsonNode)port)]),
            ["version"] = MarathonTime.Format(task.Version),
        });
        if (app.Legacy)
            return;
        bus.Publish("instance_changed_event", new JsonObject
        {
            ["instanceId"] = task.InstanceId,
            ["condition"] = Condition(task.State),
            ["runSpecId"] = task.AppId,
            ["agentId"] = task.SlaveId,
            ["host"] = task.Host,
            ["runSpecVersion"] = MarathonTime.Format(task.Version),
        });
    }

    /// <summary>Mesos-run checks publish only the instance's health, Marathon-run ones both.</summary>
    public void Health(SimApp app, SimTask task, bool alive)
    {
        var protocol = app.Definition.ArrayAt("healthChecks").Objects().FirstOrDefault().TextAt("protocol") ?? "HTTP";
        if (!protocol.StartsWith("MESOS_", StringComparison.Ordinal))
        {
            var changed = new JsonObject
            {
                ["appId"] = task.AppId,
                ["version"] = MarathonTime.Format(task.Version),
                ["alive"] = alive,
            };
            changed[app.Legacy ? "taskId" : "instanceId"] = app.Legacy ? task.Id : task.InstanceId;
            bus.Publish("health_status_changed_event", changed);
        }

        if (app.Legacy)
            return;
        bus.Publish("instance_health_changed_event", new JsonObject
        {
            ["instanceId"] = task.InstanceId,
            ["runSpecId"] = task.AppId,
            ["healthy"] = alive,
            ["runSpecVersion"] = MarathonTime.Format(task.Version),
        });
    }

    public void AppTerminated(string appId) => bus.Publish("app_terminated_event", new JsonObject { ["appId"] = appId });

    /// <summary>One of deployment_info, deployment_step_success and deployment_step_failure.</summary>
    public void DeploymentStep(string type, Deployment deployment)
    {
        bus.Publish(type, Body(light: false), Body(light: true));

        JsonObject Body(bool light) => new()
        {
            ["plan"] = deployment.Plan(light),
            ["currentStep"] = deployment.StepJson(deployment.Step),
        };
    }

    /// <summary>One of deployment_success and deployment_failed.</summary>
    public void DeploymentEnd(string type, Deployment deployment)
    {
        bus.Publish(type, Body(light: false), Body(light: true));

        JsonObject Body(bool light) => new() { ["id"] = deployment.Id, ["plan"] = deployment.Plan(light) };
    }

    private static string Condition(string state) => state switch
    {
        TaskStates.Staging => "Provisioned",
        TaskStates.Starting => "Starting",
        TaskStates.Running => "Running",
        TaskStates.Killing => "Killing",
        TaskStates.Killed => "Killed",
        TaskStates.Unreachable => "Unreachable",
        _ => "Failed",
    };
}
