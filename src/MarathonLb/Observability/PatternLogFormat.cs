using System.Globalization;
using System.Text;

namespace MarathonLb.Observability;

/// <summary>Lines made by a Python pattern such as <c>%(asctime)-15s %(name)s: %(message)s</c>.</summary>
internal sealed class PatternLogFormat(IReadOnlyList<LogPatternPiece> pieces) : ILogLineFormat
{
    private static readonly string ProgramPath = Environment.ProcessPath ?? "marathon-lb";
    private static readonly string ProgramName = Path.GetFileName(ProgramPath);
    private readonly long _started = Environment.TickCount64;

    /// <inheritdoc/>
    public void Append(StringBuilder line, in LogRecord record)
    {
        foreach (LogPatternPiece piece in pieces)
        {
            Append(line, piece, record);
        }

        if (record.Exception is not null) AppendException(line, record.Exception);
    }

    private void Append(StringBuilder line, in LogPatternPiece piece, in LogRecord record)
    {
        switch (piece.Field)
        {
            case LogField.Literal: line.Append(piece.Text); break;
            case LogField.AscTime: piece.Append(line, record.Time.ToString("yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture)); break;
            case LogField.Created: piece.Append(line, record.Time.ToUnixTimeMilliseconds() / 1000.0); break;
            case LogField.FileName: piece.Append(line, ProgramName); break;
            case LogField.FuncName: piece.Append(line, record.Event.Name ?? "-"); break;
            case LogField.LevelName: piece.Append(line, LogLevelNames.Name(record.Level)); break;
            case LogField.LevelNo: piece.Append(line, LogLevelNames.Number(record.Level)); break;
            case LogField.LineNo: piece.Append(line, 0); break;
            case LogField.Message: piece.Append(line, LogText.Escape(record.Message)); break;
            case LogField.Module: piece.Append(line, record.Module); break;
            case LogField.Msecs: piece.Append(line, record.Time.Millisecond); break;
            case LogField.Name: piece.Append(line, record.Name); break;
            case LogField.PathName: piece.Append(line, ProgramPath); break;
            case LogField.Process: piece.Append(line, Environment.ProcessId); break;
            case LogField.ProcessName: piece.Append(line, "MainProcess"); break;
            case LogField.RelativeCreated: piece.Append(line, Environment.TickCount64 - _started); break;
            case LogField.Thread: piece.Append(line, Environment.CurrentManagedThreadId); break;
            case LogField.ThreadName: piece.Append(line, Thread.CurrentThread.Name ?? "MainThread"); break;
            default: throw new InvalidOperationException($"log field {piece.Field} has no value");
        }
    }

    /// <summary>The trace on lines of its own, indented, so that no line of it can be taken for a record.</summary>
    private static void AppendException(StringBuilder line, Exception exception)
    {
        foreach (string part in exception.ToString().Split('\n'))
        {
            line.Append("\n    ").Append(LogText.Escape(part.TrimEnd('\r')));
        }
    }
}
