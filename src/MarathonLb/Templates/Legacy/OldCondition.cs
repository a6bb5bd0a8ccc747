using System.Text;

namespace MarathonLb.Templates.Legacy;

/// <summary>The condition at the end of an old rule (<c>if …</c>, <c>unless …</c>), to which the new rule may have to add one of its own.</summary>
internal sealed class OldCondition
{
    private readonly OldLine _line;
    private readonly int _start;

    private OldCondition(OldLine line, int start)
    {
        _line = line;
        _start = start;
    }

    /// <summary>The condition that begins with a word of a line; null if what stands there is none.</summary>
    public static OldCondition? At(OldLine line, int word) =>
        word >= line.Words.Count || line.Word(word) is "if" or "unless" ? new OldCondition(line, word) : null;

    /// <summary>The condition as it is, after a space; empty without one.</summary>
    public string Text => _start < _line.Words.Count ? " " + _line.From(_start) : "";

    /// <summary>The condition with a further one that must be true too.</summary>
    /// <param name="tests">Tests in HAProxy's words, such as <c>method GET</c>; each gets its braces.</param>
    public string And(params string[] tests)
    {
        string also = string.Join(' ', tests.Select(test => Braced(test)));
        if (_start >= _line.Words.Count) return $" if {also}";

        // "unless c" is true without c: with a test t too, unless !t or c.
        if (_line.Word(_start) == "unless") return $" unless {string.Join(" || ", tests.Select(test => "!" + Braced(test)))} || {_line.From(_start + 1)}";
        StringBuilder text = new($" if {also}");
        for (int i = _start + 1; i < _line.Words.Count; i++)
        {
            string word = _line.From(i)[..(_line.Words[i].End - _line.Words[i].Start)];
            text.Append(' ').Append(word);
            if (word is "||" or "or") text.Append(' ').Append(also);
        }

        return text.ToString();
    }

    private string Braced(string test) => _line.Place.DoubledBraces ? $"{{{{ {test} }}}}" : $"{{ {test} }}";
}
