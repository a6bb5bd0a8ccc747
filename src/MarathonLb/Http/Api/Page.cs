namespace MarathonLb.Http.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">The part.</param>
/// <param name="Total">How many there are in all its parts.</param>
/// <param name="Number">Which part, from 1.</param>
/// <param name="Pages">How many parts.</param>
internal sealed record Page<T>(T[] Items, int Total, int Number, int Pages)
{
    /// <summary>The part of a list. A number out of range gives the nearest part that is there.</summary>
    /// <param name="all">The list.</param>
    /// <param name="number">Which part, from 1.</param>
    /// <param name="size">The length of a part.</param>
    public static Page<T> Of(IReadOnlyList<T> all, int number, int size)
    {
        int pages = Math.Max(1, (all.Count + size - 1) / size);
        number = Math.Clamp(number, 1, pages);
        return new Page<T>([.. all.Skip((number - 1) * size).Take(size)], all.Count, number, pages);
    }

    /// <summary>The same part with its items turned into something else.</summary>
    public Page<TOther> Select<TOther>(Func<T, TOther> turn) => new([.. Items.Select(turn)], Total, Number, Pages);
}
