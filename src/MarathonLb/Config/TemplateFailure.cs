using MarathonLb.Apps;
using MarathonLb.Templates;

namespace MarathonLb.Config;

/// <summary>A template that could not be printed, or must not be.</summary>
/// <param name="Service">The service it was printed for, or null.</param>
/// <param name="Template">The template.</param>
/// <param name="Reason">Why, without a final stop.</param>
/// <param name="Advice">What to do, with a final stop.</param>
internal sealed record TemplateFailure(Service? Service, Template Template, string Reason, string Advice);
