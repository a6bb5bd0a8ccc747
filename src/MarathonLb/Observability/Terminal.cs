namespace MarathonLb.Observability;

/// <summary>Lines of a log with, below the last one, a status that is drawn over itself. Where there is no terminal only the lines are written.</summary>
/// <param name="output">Standard error.</param>
/// <param name="live">True for a terminal.</param>
internal sealed class Terminal(TextWriter output, bool live)
{
    /// <summary>To the line's start, and clear it (ECMA-48).</summary>
    private const string Wipe = "\r\e[K";

    private readonly Lock _gate = new();
    private string _status = "";

    /// <summary>Writes a line.</summary>
    public void WriteLine(string line)
    {
        lock (_gate)
        {
            if (_status.Length > 0) output.Write(Wipe);
            output.Write(line + "\n");
            if (_status.Length > 0) output.Write(_status);
            output.Flush();
        }
    }

    /// <summary>Shows another status; empty for none.</summary>
    public void Show(string status)
    {
        if (!live) return;
        lock (_gate)
        {
            string text = Cut(LogText.Escape(status));
            if (text == _status) return;
            output.Write(Wipe + text);
            output.Flush();
            _status = text;
        }
    }

    /// <summary>A status that wraps could not be wiped.</summary>
    private static string Cut(string status)
    {
        int width = Console.WindowWidth is > 20 and int columns ? columns - 1 : 79;
        return status.Length <= width ? status : status[..(width - 1)] + "…";
    }
}
