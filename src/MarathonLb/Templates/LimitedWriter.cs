using System.Text;

namespace MarathonLb.Templates;

/// <summary>Collects text and refuses to go beyond a limit, so that a template's loop ends before the memory does.</summary>
/// <param name="limit">The limit in characters.</param>
internal sealed class LimitedWriter(int limit) : TextWriter
{
    private readonly StringBuilder _text = new();

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>What was written.</summary>
    public string Text => _text.ToString();

    /// <inheritdoc/>
    public override void Write(char value)
    {
        Reserve(1);
        _text.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(string? value)
    {
        Reserve(value?.Length ?? 0);
        _text.Append(value);
    }

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count)
    {
        Reserve(count);
        _text.Append(buffer, index, count);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<char> buffer)
    {
        Reserve(buffer.Length);
        _text.Append(buffer);
    }

    private void Reserve(int more)
    {
        if (_text.Length + more > limit) throw new InvalidDataException($"its output is longer than {limit} characters");
    }
}
