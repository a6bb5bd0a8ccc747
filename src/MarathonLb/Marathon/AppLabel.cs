using MarathonLb.Apps.Labels;

namespace MarathonLb.Marathon;

/// <summary>A label of an app.</summary>
/// <param name="Name">Its name, as written.</param>
/// <param name="Value">Its value, as written.</param>
/// <param name="Key">Its name, understood while it was read.</param>
internal readonly record struct AppLabel(string Name, string Value, LabelKey Key);
