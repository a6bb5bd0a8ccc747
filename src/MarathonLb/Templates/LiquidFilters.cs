using Fluid;
using Fluid.Values;

namespace MarathonLb.Templates;

/// <summary>The filters of our Liquid: those that make text from the values there are, each within the budget of its rendering.</summary>
internal static class LiquidFilters
{
    /// <summary>
    /// Filters that are not there: the clock (the same input must give the same bytes), format strings whose width is a number of the author's
    /// (<c>%100000000Y</c> makes 200 MB), and json, which shows members that the model does not.
    /// </summary>
    private static readonly string[] Forbidden = ["date", "time_zone", "format_date", "format_number", "format_string", "json"];

    /// <summary>Takes filters away, and limits the rest.</summary>
    public static void Restrict(FilterCollection filters)
    {
        foreach (string name in Forbidden) filters.Remove(name);
        KeyValuePair<string, FilterDelegate>[] all = [.. filters];
        foreach ((string name, FilterDelegate filter) in all) filters.AddFilter(name, Limited(name, filter));
    }

    private static FilterDelegate Limited(string name, FilterDelegate filter) => async (input, arguments, context) =>
    {
        LiquidBudget budget = LiquidBudget.Of(context);
        if (LeastSize(name, input, arguments) is long size) budget.Charge(size);
        FluidValue result = await filter(input, arguments, context);
        budget.Charge(LiquidBudget.SizeOf(result));
        return result;
    };

    /// <summary>What a filter will make at least, where that can be far more than what goes in; null for the others.</summary>
    private static long? LeastSize(string name, FluidValue input, FilterArguments arguments) => name switch
    {
        "replace" => Replaced(input.ToStringValue(), arguments.At(0).ToStringValue(), arguments.At(1).ToStringValue()),
        "join" when input is ArrayValue list => Joined(list, arguments.At(0).ToStringValue()),
        _ => null,
    };

    private static long Replaced(string text, string old, string replacement) =>
        old.Length == 0 ? 0 : text.Length + ((long)text.AsSpan().Count(old) * (replacement.Length - old.Length));

    private static long Joined(ArrayValue list, string separator) => LiquidBudget.SizeOf(list) + ((long)list.Values.Count * separator.Length);
}
