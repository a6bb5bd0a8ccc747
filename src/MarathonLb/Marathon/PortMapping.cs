namespace MarathonLb.Marathon;

/// <summary>An entry of <c>portMappings</c>.</summary>
/// <param name="ContainerPort"><c>containerPort</c>.</param>
/// <param name="ServicePort"><c>servicePort</c>.</param>
internal readonly record struct PortMapping(int? ContainerPort, int? ServicePort);
