using Microsoft.CodeAnalysis;

namespace MarathonLb.Generators.Pipeline;

/// <summary>Steps that several pipelines share.</summary>
internal static class Steps
{
    /// <summary>Collects what is not null. Two named steps: each item, and all of them.</summary>
    public static IncrementalValueProvider<EquatableArray<T>> AllNotNull<T>(this IncrementalValuesProvider<T?> items, string name)
        where T : class, IEquatable<T> => items
        .Where(static item => item is not null).WithTrackingName(name)
        .Collect().Select(static (all, _) => all.Select(static item => item!).ToEquatableArray()).WithTrackingName("All" + name);
}
