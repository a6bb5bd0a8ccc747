using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Reads one app of Marathon's answers without building anything but the result: it knows the members that matter and passes over the rest.
/// Keeps texts that repeat and room for lists between apps; one reader serves one thread.
/// </summary>
internal sealed class AppReader
{
    private readonly FieldReader _fields = new();
    private readonly PortReader _ports;
    private readonly LabelReader _labels;
    private readonly HealthCheckReader _healthChecks;
    private readonly TaskReader _tasks;
    private readonly List<string?> _modes = [];

    public AppReader()
    {
        _ports = new PortReader(_fields);
        _labels = new LabelReader(_fields);
        _healthChecks = new HealthCheckReader(_fields);
        _tasks = new TaskReader(_fields, _ports);
    }

    private enum Member : byte
    {
        Other,
        Id,
        Labels,
        IpAddress,
        Container,
        Networks,
        Ports,
        PortDefinitions,
        HealthChecks,
        Instances,
        VersionInfo,
        Tasks,
    }

    /// <summary>Reads the app at whose start the reader stands.</summary>
    /// <returns>
    /// False if the data ends before the app does: the caller goes back to where it was and tries again with more. True with a null app if the
    /// object has no id. A value of a wrong kind is left out and named in <see cref="MarathonApp.Malformed"/>.
    /// </returns>
    /// <exception cref="JsonException">The text is not JSON.</exception>
    public bool TryRead(ref Utf8JsonReader json, out MarathonApp? app)
    {
        Utf8JsonReader start = json;
        _fields.Reset();
        AppDraft draft = new();
        while (_fields.NextMember(ref json))
        {
            ReadMember(ref json, draft);
        }

        if (_fields.Starved)
        {
            app = null;
            return false;
        }

        app = draft.Finish(_fields.Mismatch is null ? null : $"{JsonPath.Of(start, _fields.MismatchAt)}: {_fields.Mismatch}");
        return true;
    }

    private void ReadMember(ref Utf8JsonReader json, AppDraft draft)
    {
        switch (MemberOf(_fields.Name(ref json)))
        {
            case Member.Id: draft.Id = _fields.Text(ref json); break;
            case Member.Labels: draft.Labels = _labels.Read(ref json); break;
            case Member.IpAddress: ReadIpAddress(ref json, draft); break;
            case Member.Container: ReadContainer(ref json, draft); break;
            case Member.Networks: draft.NetworkModes = ReadNetworks(ref json); break;
            case Member.Ports: draft.Ports = _ports.ReadNumbers(ref json); break;
            case Member.PortDefinitions: draft.PortDefinitions = _ports.ReadNumbersOf(ref json, "port"u8); break;
            case Member.HealthChecks: draft.HealthChecks = _healthChecks.ReadList(ref json); break;
            case Member.Instances: draft.Instances = _fields.Number(ref json) ?? 0; break;
            case Member.VersionInfo: ReadVersionInfo(ref json, draft); break;
            case Member.Tasks: draft.Tasks = _tasks.ReadList(ref json); break;
            default: _fields.Skip(ref json); break;
        }
    }

    private static Member MemberOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => Member.Id,
        5 when name.SequenceEqual("tasks"u8) => Member.Tasks,
        5 when name.SequenceEqual("ports"u8) => Member.Ports,
        6 when name.SequenceEqual("labels"u8) => Member.Labels,
        8 when name.SequenceEqual("networks"u8) => Member.Networks,
        9 when name.SequenceEqual("container"u8) => Member.Container,
        9 when name.SequenceEqual("instances"u8) => Member.Instances,
        9 when name.SequenceEqual("ipAddress"u8) => Member.IpAddress,
        11 when name.SequenceEqual("versionInfo"u8) => Member.VersionInfo,
        12 when name.SequenceEqual("healthChecks"u8) => Member.HealthChecks,
        15 when name.SequenceEqual("portDefinitions"u8) => Member.PortDefinitions,
        _ => Member.Other,
    };

    /// <summary><c>{"discovery":{"ports":[{"number":80,"name":"http"}]},"networkName":"dcos"}</c>, until Marathon 1.4.</summary>
    private void ReadIpAddress(ref Utf8JsonReader json, AppDraft draft)
    {
        if (!_fields.EnterObject(ref json)) return;
        while (_fields.NextMember(ref json))
        {
            draft.HasIpAddress = true;
            if (!_fields.Name(ref json).SequenceEqual("discovery"u8)) _fields.Skip(ref json);
            else ReadDiscovery(ref json, draft);
        }
    }

    private void ReadDiscovery(ref Utf8JsonReader json, AppDraft draft)
    {
        if (!_fields.EnterObject(ref json)) return;
        while (_fields.NextMember(ref json))
        {
            if (!_fields.Name(ref json).SequenceEqual("ports"u8)) _fields.Skip(ref json);
            else draft.DiscoveryPorts = _ports.ReadNumbersOf(ref json, "number"u8) ?? [];
        }
    }

    /// <summary><c>{"portMappings":[…],"docker":{"network":"BRIDGE","portMappings":[…]}}</c>; Docker's own until Marathon 1.4.</summary>
    private void ReadContainer(ref Utf8JsonReader json, AppDraft draft)
    {
        if (!_fields.EnterObject(ref json)) return;
        while (_fields.NextMember(ref json))
        {
            ReadOnlySpan<byte> name = _fields.Name(ref json);
            if (name.SequenceEqual("portMappings"u8)) draft.PortMappings = _ports.ReadMappings(ref json);
            else if (name.SequenceEqual("docker"u8)) ReadDocker(ref json, draft);
            else _fields.Skip(ref json);
        }
    }

    private void ReadDocker(ref Utf8JsonReader json, AppDraft draft)
    {
        if (!_fields.EnterObject(ref json)) return;
        while (_fields.NextMember(ref json))
        {
            ReadOnlySpan<byte> name = _fields.Name(ref json);
            if (name.SequenceEqual("portMappings"u8)) draft.DockerPortMappings = _ports.ReadMappings(ref json);
            else if (name.SequenceEqual("network"u8)) draft.DockerNetwork = _fields.Word(ref json);
            else _fields.Skip(ref json);
        }
    }

    /// <summary><c>[{"mode":"container/bridge"},{"mode":"container","name":"dcos"}]</c>, since Marathon 1.5.</summary>
    private string?[] ReadNetworks(ref Utf8JsonReader json)
    {
        _modes.Clear();
        if (!_fields.EnterList(ref json)) return [];
        while (_fields.NextElement(ref json))
        {
            if (!_fields.IsObject(ref json)) continue;
            string? mode = null;
            while (_fields.NextMember(ref json))
            {
                if (_fields.Name(ref json).SequenceEqual("mode"u8)) mode = _fields.Word(ref json);
                else _fields.Skip(ref json);
            }

            _modes.Add(mode);
        }

        return [.. _modes];
    }

    private void ReadVersionInfo(ref Utf8JsonReader json, AppDraft draft)
    {
        if (!_fields.EnterObject(ref json)) return;
        while (_fields.NextMember(ref json))
        {
            if (_fields.Name(ref json).SequenceEqual("lastScalingAt"u8)) draft.LastScalingAt = _fields.Word(ref json);
            else _fields.Skip(ref json);
        }
    }
}
