using System.Text;
using MarathonLb.Generators.Diagnostics;
using MarathonLb.Generators.Pipeline;
using MarathonLb.Templates;

namespace MarathonLb.Generators.Templates;

/// <summary>Compiles the text of a default template.</summary>
internal sealed class TemplateCompiler
{
    private readonly TemplateSpec _template;
    private readonly TemplateFile _file;
    private readonly IReadOnlyDictionary<string, string> _names;
    private readonly StringBuilder _literals = new StringBuilder();
    private readonly List<CompiledSegment> _segments = [];
    private readonly List<DiagnosticInfo> _diagnostics = [];
    private int _length;

    /// <summary>Compiles it.</summary>
    /// <param name="template">Its declaration.</param>
    /// <param name="file">Its text.</param>
    /// <param name="placeholderNames">The text between the braces for each member of Placeholder.</param>
    public TemplateCompiler(TemplateSpec template, TemplateFile file, IReadOnlyDictionary<string, string> placeholderNames)
    {
        _template = template;
        _file = file;
        _names = placeholderNames;
        if (template.IsFormat) CompileFormat();
        else AddLiteral(file.Text);
    }

    /// <summary>What is wrong with the text.</summary>
    public IReadOnlyList<DiagnosticInfo> Diagnostics => _diagnostics;

    /// <summary>The compiled template; right only without diagnostics.</summary>
    public CompiledTemplate Result =>
        new CompiledTemplate(_template.Member, _template.FullName, _literals.ToString(), _segments.ToEquatableArray());

    private void CompileFormat()
    {
        List<FormatPiece> pieces = [];
        if (!FormatParser.TryParse(_file.Text, pieces, out int position, out string error))
        {
            _diagnostics.Add(DiagnosticInfo.Of(TemplateDescriptors.SyntaxError, _file.Place(position, 1), _file.Name, error));
        }

        Dictionary<string, string> offered = _template.Offered.Where(_names.ContainsKey)
            .GroupBy(member => _names[member], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (FormatPiece piece in pieces)
        {
            if (!piece.IsName) AddLiteral(piece.Text);
            else if (offered.TryGetValue(piece.Text, out string? member)) _segments.Add(new CompiledSegment(member, 0, 0));
            else ReportUnknown(piece, offered.Keys);
        }
    }

    private void ReportUnknown(FormatPiece piece, IEnumerable<string> offered)
    {
        string list = string.Join(", ", offered.OrderBy(name => name, StringComparer.Ordinal).Select(name => "{" + name + "}"));
        LocationInfo place = _file.Place(piece.Position, piece.Text.Length + 2);
        _diagnostics.Add(DiagnosticInfo.Of(
            TemplateDescriptors.UnknownPlaceholder, place, _file.Name, piece.Text, list.Length > 0 ? list : "none"));
    }

    private void AddLiteral(string text)
    {
        if (text.Length == 0) return;
        int length = Encoding.UTF8.GetByteCount(text);
        _literals.Append(text);
        _segments.Add(new CompiledSegment(Names.None, _length, length));
        _length += length;
    }
}
