using Fluid;
using Fluid.Values;

namespace MarathonLb.Templates;

/// <summary>
/// What one rendering may still make of values beside its output. Fluid counts steps, and a step can double a string: thirty of
/// <c>{% assign a = a | append: a %}</c> make gigabytes.
/// </summary>
internal sealed class LiquidBudget
{
    /// <summary>Largest value, in characters; an element of a list counts as <see cref="ElementCost"/> more.</summary>
    public const int LargestValue = LiquidDialect.MaxOutput;

    /// <summary>What an element of a list costs, in characters: its object and its place.</summary>
    public const int ElementCost = 16;

    /// <summary>All values of one rendering together, in characters. A loop that appends a line for each of 1,000 servers takes some 25 million.</summary>
    private const long Total = 64L * 1024 * 1024;

    private const string Key = "mlb.budget";

    private long _left = Total;

    /// <summary>Gives a rendering its budget.</summary>
    public static void Give(TemplateContext context) => context.AmbientValues[Key] = new LiquidBudget();

    /// <summary>The budget of a rendering.</summary>
    public static LiquidBudget Of(TemplateContext context) => (LiquidBudget)context.AmbientValues[Key];

    /// <summary>Charges a value that is about to be made, or was. Throws <see cref="InvalidDataException"/> if it is too large or the budget is used up.</summary>
    public void Charge(long size)
    {
        if (size > LargestValue) throw new InvalidDataException($"it makes a value of more than {LargestValue} characters");
        _left -= size;
        if (_left < 0) throw new InvalidDataException($"its values take more than {Total} characters in all");
    }

    /// <summary>The size of a value: of a list, with all that is in it.</summary>
    public static long SizeOf(FluidValue value)
    {
        if (value is StringValue text) return text.ToStringValue().Length;
        if (value is not ArrayValue list) return 0;
        long size = ElementCost;
        foreach (FluidValue element in list.Values) size += ElementCost + SizeOf(element);
        return size;
    }
}
