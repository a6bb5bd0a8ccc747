using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>Whose a line is.</summary>
/// <param name="Service">The service, or null for a line of a global template.</param>
/// <param name="Template">The template that printed it, if it can be told.</param>
internal readonly record struct LineOwner(Service? Service, Template? Template);
