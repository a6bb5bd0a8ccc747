using System.Globalization;
using System.Text;

namespace MarathonLb.Observability;

/// <summary>A piece of a log pattern: literal text, or a field with Python's formatting (<c>%(asctime)-15s</c>).</summary>
/// <param name="Field">Which field, or <see cref="LogField.Literal"/>.</param>
/// <param name="Text">The literal text.</param>
/// <param name="Flags">The characters between the closing parenthesis and the width.</param>
/// <param name="Width">Least width in characters, 0 for none.</param>
/// <param name="Precision">For text the most characters, for <c>f</c> the decimals; −1 if not given.</param>
/// <param name="Conversion">s, d, i, f or r.</param>
internal readonly record struct LogPatternPiece(LogField Field, string Text, string Flags, int Width, int Precision, char Conversion)
{
    private const int PythonDecimals = 6;

    /// <summary>Appends a text value.</summary>
    public void Append(StringBuilder line, string value) => Pad(line, Precision >= 0 && Precision < value.Length ? value[..Precision] : value, ' ');

    /// <summary>Appends a number as the conversion says.</summary>
    public void Append(StringBuilder line, double value)
    {
        string digits = Conversion switch
        {
            'f' => value.ToString($"F{(Precision < 0 ? PythonDecimals : Precision)}", CultureInfo.InvariantCulture),
            'd' or 'i' => Math.Truncate(value).ToString("F0", CultureInfo.InvariantCulture),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
        string sign = value < 0 ? "" : Flags.Contains('+', StringComparison.Ordinal) ? "+" : Flags.Contains(' ', StringComparison.Ordinal) ? " " : "";
        Pad(line, sign + digits, Flags.Contains('0', StringComparison.Ordinal) && Conversion is not ('s' or 'r') ? '0' : ' ');
    }

    private void Pad(StringBuilder line, string value, char filler)
    {
        int missing = Math.Max(0, Width - value.Length);
        bool left = Flags.Contains('-', StringComparison.Ordinal);
        if (!left) line.Append(filler, missing);
        line.Append(value);
        if (left) line.Append(' ', missing);
    }
}
