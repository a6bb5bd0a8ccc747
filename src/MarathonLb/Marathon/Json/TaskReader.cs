using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Reads <c>tasks</c>: <c>[{"id":"shop.1","host":"10.0.0.1","ports":[31000],"state":"TASK_RUNNING","ipAddresses":[{"ipAddress":"10.0.0.1"}],
/// "healthCheckResults":[{"alive":true}]}]</c>. Most of an answer is tasks.
/// </summary>
internal sealed class TaskReader(FieldReader fields, PortReader ports)
{
    private readonly List<MarathonTask> _tasks = [];

    private enum Member : byte
    {
        Other,
        Id,
        Host,
        State,
        Ports,
        IpAddresses,
        HealthCheckResults,
    }

    /// <summary>The tasks of the member just named.</summary>
    public MarathonTask[] ReadList(ref Utf8JsonReader json)
    {
        _tasks.Clear();
        if (!fields.EnterList(ref json)) return [];
        while (fields.NextElement(ref json))
        {
            if (fields.IsObject(ref json)) _tasks.Add(Read(ref json));
        }

        return fields.Starved ? [] : [.. _tasks];
    }

    private MarathonTask Read(ref Utf8JsonReader json)
    {
        string? id = null, host = null, state = null, address = null;
        int[] taskPorts = [];
        TaskHealth health = TaskHealth.Unknown;
        while (fields.NextMember(ref json))
        {
            switch (MemberOf(fields.Name(ref json)))
            {
                case Member.Id: id = fields.Text(ref json); break;
                case Member.Host: host = fields.Place(ref json); break;
                case Member.State: state = fields.Word(ref json); break;
                case Member.Ports: taskPorts = ports.ReadNumbers(ref json); break;
                case Member.IpAddresses: address = ReadAddress(ref json); break;
                case Member.HealthCheckResults: health = ReadHealth(ref json); break;
                default: fields.Skip(ref json); break;
            }
        }

        return new MarathonTask { Id = id ?? "", Host = host, State = state, Ports = taskPorts, IpAddress = address, Health = health };
    }

    private static Member MemberOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Member.Id,
        4 when name.SequenceEqual("host"u8) => Member.Host,
        5 when name.SequenceEqual("state"u8) => Member.State,
        5 when name.SequenceEqual("ports"u8) => Member.Ports,
        11 when name.SequenceEqual("ipAddresses"u8) => Member.IpAddresses,
        18 when name.SequenceEqual("healthCheckResults"u8) => Member.HealthCheckResults,
        _ => Member.Other,
    };

    /// <summary>The first address of the list.</summary>
    private string? ReadAddress(ref Utf8JsonReader json)
    {
        string? first = null;
        if (!fields.EnterList(ref json)) return null;
        while (fields.NextElement(ref json))
        {
            if (!fields.IsObject(ref json)) continue;
            string? address = null;
            while (fields.NextMember(ref json))
            {
                if (fields.Name(ref json).SequenceEqual("ipAddress"u8)) address = fields.Place(ref json);
                else fields.Skip(ref json);
            }

            first ??= address;
        }

        return first;
    }

    /// <summary>An empty list is a verdict too (dead); no list is none.</summary>
    private TaskHealth ReadHealth(ref Utf8JsonReader json)
    {
        if (!fields.EnterList(ref json)) return TaskHealth.Unknown;
        TaskHealth health = TaskHealth.Dead;
        while (fields.NextElement(ref json))
        {
            if (!fields.IsObject(ref json)) continue;
            while (fields.NextMember(ref json))
            {
                if (!fields.Name(ref json).SequenceEqual("alive"u8)) fields.Skip(ref json);
                else if (fields.IsTrue(ref json)) health = TaskHealth.Alive;
            }
        }

        return health;
    }
}
