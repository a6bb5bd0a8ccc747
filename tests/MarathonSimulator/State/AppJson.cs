using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MarathonSimulator.State;

/// <summary>Writes apps and tasks as Marathon's API shows them.</summary>
internal static class AppJson
{
    /// <summary>Marathon escapes only what JSON demands.</summary>
    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Render(SimApp app, bool withTasks)
    {
        var buffer = new ArrayBufferWriter<byte>(withTasks ? 8192 : 2048);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
            WriteApp(writer, app, withTasks);
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteTask(Utf8JsonWriter writer, SimApp app, SimTask task)
    {
        if (task.Source is { } source)
        {
            source.WriteTo(writer);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("id"u8, task.Id);
        writer.WriteString("appId"u8, task.AppId);
        writer.WriteString("host"u8, task.Host);
        WriteNumbers(writer, "ports"u8, task.Ports);
        WriteNumbers(writer, "servicePorts"u8, []);
        if (!app.Legacy)
            writer.WriteString("slaveId"u8, task.SlaveId);
        writer.WriteString("stagedAt"u8, MarathonTime.Format(task.StagedAt));
        WriteTime(writer, "startedAt"u8, task.StartedAt);
        writer.WriteString("version"u8, MarathonTime.Format(task.Version));
        if (!app.Legacy)
        {
            writer.WriteString("state"u8, task.State);
            WriteIpAddresses(writer, task);
            WriteNumbers(writer, "localVolumes"u8, []);
        }

        if (app.HasHealthChecks && task.Alive is { } alive)
            WriteHealth(writer, app, task, alive);
        writer.WriteEndObject();
    }

    private static void WriteApp(Utf8JsonWriter writer, SimApp app, bool withTasks)
    {
        writer.WriteStartObject();
        WriteMembers(writer, app.Source ?? app.Definition, withTasks);
        if (app.Source is not null)
        {
            writer.WriteEndObject();
            return;
        }

        writer.WriteString("version"u8, MarathonTime.Format(app.Version));
        writer.WriteStartObject("versionInfo"u8);
        writer.WriteString("lastScalingAt"u8, MarathonTime.Format(app.LastScalingAt));
        writer.WriteString("lastConfigChangeAt"u8, MarathonTime.Format(app.LastConfigChangeAt));
        writer.WriteEndObject();
        WriteCounts(writer, app);
        if (withTasks)
        {
            writer.WriteStartArray("tasks"u8);
            foreach (var task in app.Tasks)
                WriteTask(writer, app, task);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonObject members, bool withTasks)
    {
        foreach (var (name, value) in members)
        {
            if (name == "tasks" && !withTasks)
                continue;
            writer.WritePropertyName(name);
            if (value is null)
                writer.WriteNullValue();
            else
                value.WriteTo(writer);
        }
    }

    private static void WriteCounts(Utf8JsonWriter writer, SimApp app)
    {
        int staged = 0, running = 0, healthy = 0, unhealthy = 0;
        foreach (var task in app.Tasks)
        {
            staged += task.State is TaskStates.Staging or TaskStates.Starting ? 1 : 0;
            running += task.State == TaskStates.Running ? 1 : 0;
            healthy += task.Alive == true ? 1 : 0;
            unhealthy += task.Alive == false ? 1 : 0;
        }

        writer.WriteNumber("tasksStaged"u8, staged);
        writer.WriteNumber("tasksRunning"u8, running);
        writer.WriteNumber("tasksHealthy"u8, healthy);
        writer.WriteNumber("tasksUnhealthy"u8, unhealthy);
        writer.WriteStartArray("deployments"u8);
        foreach (var id in app.DeploymentIds)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, id);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteIpAddresses(Utf8JsonWriter writer, SimTask task)
    {
        writer.WriteStartArray("ipAddresses"u8);
        writer.WriteStartObject();
        writer.WriteString("ipAddress"u8, task.IpAddress);
        writer.WriteString("protocol"u8, "IPv4"u8);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteHealth(Utf8JsonWriter writer, SimApp app, SimTask task, bool alive)
    {
        writer.WriteStartArray("healthCheckResults"u8);
        writer.WriteStartObject();
        writer.WriteBoolean("alive"u8, alive);
        writer.WriteNumber("consecutiveFailures"u8, alive ? 0 : 3);
        WriteTime(writer, "firstSuccess"u8, alive ? task.HealthSince : null);
        WriteTime(writer, "lastSuccess"u8, alive ? task.HealthSince : null);
        WriteTime(writer, "lastFailure"u8, alive ? null : task.HealthSince);
        writer.WriteNull("lastFailureCause"u8);
        if (!app.Legacy)
            writer.WriteString("instanceId"u8, task.InstanceId);
        writer.WriteString("taskId"u8, task.Id);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTime? time)
    {
        if (time is { } utc)
            writer.WriteString(name, MarathonTime.Format(utc));
        else
            writer.WriteNull(name);
    }

    private static void WriteNumbers(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<int> numbers)
    {
        writer.WriteStartArray(name);
        foreach (var number in numbers)
            writer.WriteNumberValue(number);
        writer.WriteEndArray();
    }
}
