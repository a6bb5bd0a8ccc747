namespace MarathonLb.Apps.Labels;

/// <summary>What a label speaks about.</summary>
internal enum LabelScope : byte
{
    /// <summary>The whole app: <c>HAPROXY_NAME</c>.</summary>
    App,

    /// <summary>One service port: <c>HAPROXY_{n}_NAME</c>, n counted from 0.</summary>
    Service,
}
