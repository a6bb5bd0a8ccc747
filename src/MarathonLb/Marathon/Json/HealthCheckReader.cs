using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>Reads <c>healthChecks</c>: <c>[{"protocol":"HTTP","path":"/health","portIndex":0,"intervalSeconds":10,…}]</c>.</summary>
internal sealed class HealthCheckReader(FieldReader fields)
{
    /// <summary>Stands in for what an entry leaves out.</summary>
    private static readonly HealthCheck Defaults = new();

    private readonly List<HealthCheck> _checks = [];

    /// <summary>The health checks of the member just named.</summary>
    public HealthCheck[] ReadList(ref Utf8JsonReader json)
    {
        _checks.Clear();
        if (!fields.EnterList(ref json)) return [];
        while (fields.NextElement(ref json))
        {
            if (fields.IsObject(ref json)) _checks.Add(Read(ref json));
        }

        return [.. _checks];
    }

    private HealthCheck Read(ref Utf8JsonReader json)
    {
        string? protocol = null, path = null;
        int? port = null, portIndex = null, grace = null, interval = null, timeout = null, failures = null;
        while (fields.NextMember(ref json))
        {
            ReadOnlySpan<byte> name = fields.Name(ref json);
            if (name.SequenceEqual("protocol"u8)) protocol = fields.Word(ref json);
            else if (name.SequenceEqual("path"u8)) path = fields.Word(ref json);
            else if (name.SequenceEqual("port"u8)) port = fields.Number(ref json);
            else if (name.SequenceEqual("portIndex"u8)) portIndex = fields.Number(ref json);
            else if (name.SequenceEqual("gracePeriodSeconds"u8)) grace = fields.Number(ref json);
            else if (name.SequenceEqual("intervalSeconds"u8)) interval = fields.Number(ref json);
            else if (name.SequenceEqual("timeoutSeconds"u8)) timeout = fields.Number(ref json);
            else if (name.SequenceEqual("maxConsecutiveFailures"u8)) failures = fields.Number(ref json);
            else fields.Skip(ref json);
        }

        return new HealthCheck
        {
            Protocol = protocol ?? Defaults.Protocol,
            Path = path,
            Port = port,
            PortIndex = portIndex,
            GracePeriodSeconds = grace ?? Defaults.GracePeriodSeconds,
            IntervalSeconds = interval ?? Defaults.IntervalSeconds,
            TimeoutSeconds = timeout ?? Defaults.TimeoutSeconds,
            MaxConsecutiveFailures = failures ?? Defaults.MaxConsecutiveFailures,
        };
    }
}
