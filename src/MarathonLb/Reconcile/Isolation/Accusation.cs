using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Haproxy;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>An error of HAProxy's and whose it is.</summary>
/// <param name="Service">The service whose lines it is about.</param>
/// <param name="Template">The template that printed the line; null if it can't be told.</param>
/// <param name="Kind">The part of the file where the line stands; <see cref="FragmentKind.Global"/> if HAProxy named no line.</param>
/// <param name="Message">What HAProxy says.</param>
internal sealed record Accusation(Service Service, Template? Template, FragmentKind Kind, ValidationMessage Message);
