namespace MarathonLb.Templates;

/// <summary>A global template as its writer wrote it.</summary>
/// <param name="Name">Its full name, such as <c>HAPROXY_HEAD</c>.</param>
/// <param name="IsLiquid">True if it comes from a .liquid file; a text may also say so itself.</param>
/// <param name="Text">The text.</param>
internal sealed record TemplateText(string Name, bool IsLiquid, string Text);
