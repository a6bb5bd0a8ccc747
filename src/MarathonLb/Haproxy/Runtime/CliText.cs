using System.Buffers;
using System.Text;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// Arguments as the Runtime API reads them (management manual, section 9.3; <c>cli_parse_request</c> in HAProxy's sources): words separated by
/// spaces, commands by <c>;</c> and line ends, a backslash takes the next character as it is. There are no quotes.
/// </summary>
internal static class CliText
{
    /// <summary>Words that one command may have; 2.6 drops further ones silently.</summary>
    public const int MostWords = 64;

    /// <summary>Also <c>&lt;</c>: a line that ends with two of them opens a payload, on 2.6 even in the middle of a word.</summary>
    private static readonly SearchValues<char> Special = SearchValues.Create(" ;\\<");

    /// <summary>One argument, escaped.</summary>
    /// <exception cref="ArgumentException">It is empty or holds a control character, which no escape carries over.</exception>
    public static string Escape(string argument)
    {
        Require(argument);
        if (!argument.AsSpan().ContainsAny(Special)) return argument;
        StringBuilder text = new(argument.Length + 8);
        foreach (char c in argument)
        {
            if (Special.Contains(c)) text.Append('\\');
            text.Append(c);
        }

        return text.ToString();
    }

    /// <summary>Refuses what can't be an argument.</summary>
    /// <exception cref="ArgumentException">It is empty or holds a control character.</exception>
    public static void Require(string argument)
    {
        if (argument.Length == 0) throw new ArgumentException("an argument of a HAProxy command is empty", nameof(argument));
        foreach (char c in argument)
        {
            if (char.IsControl(c)) throw new ArgumentException($"an argument of a HAProxy command holds the control character U+{(int)c:X4}", nameof(argument));
        }
    }
}
