using System.Collections.Generic;
using System.Text;

namespace MarathonLb.Templates;

/// <summary>
/// Reads Python's format syntax as far as marathon-lb's templates use it: <c>acl host_{cleanedUpHostname} …</c>, with <c>{{</c> and <c>}}</c> for
/// a brace. Compiled into the generator too (default templates) and used at run time (users' templates), so that both read alike.
/// </summary>
internal static class FormatParser
{
    /// <summary>Splits a template text into its pieces.</summary>
    /// <param name="text">The template.</param>
    /// <param name="pieces">Receives the pieces, in order; literal pieces are never empty.</param>
    /// <param name="position">Where the first error is, in characters from 0.</param>
    /// <param name="error">What is wrong there.</param>
    /// <returns>False on an error.</returns>
    public static bool TryParse(string text, List<FormatPiece> pieces, out int position, out string error)
    {
        StringBuilder literal = new StringBuilder();
        int literalStart = 0;
        for (position = 0; position < text.Length; position++)
        {
            char c = text[position];
            if (literal.Length == 0) literalStart = position;
            if (c != '{' && c != '}')
            {
                literal.Append(c);
            }
            else if (position + 1 < text.Length && text[position + 1] == c)
            {
                literal.Append(c);
                position++;
            }
            else if (c == '}')
            {
                error = "a single '}'; write '}}' for a brace";
                return false;
            }
            else
            {
                int end = text.IndexOf('}', position);
                if (end < 0)
                {
                    error = "a '{' that is never closed; write '{{' for a brace";
                    return false;
                }

                string name = text.Substring(position + 1, end - position - 1);
                if (!IsName(name))
                {
                    error = "'{" + name + "}' is not a placeholder: a name in braces, without format or conversion; write '{{' for a brace";
                    return false;
                }

                if (literal.Length > 0) pieces.Add(new FormatPiece(false, literal.ToString(), literalStart));
                literal.Clear();
                pieces.Add(new FormatPiece(true, name, position));
                position = end;
            }
        }

        if (literal.Length > 0) pieces.Add(new FormatPiece(false, literal.ToString(), literalStart));
        error = "";
        return true;
    }

    private static bool IsName(string text)
    {
        foreach (char c in text)
        {
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            if (!letter) return false;
        }

        return text.Length > 0;
    }
}
