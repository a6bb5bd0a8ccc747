using System.Text;

namespace MarathonLb.Observability;

/// <summary>Turns a record into a line of text.</summary>
internal interface ILogLineFormat
{
    /// <summary>Appends the record without a newline at its end. Safe to call from several threads.</summary>
    void Append(StringBuilder line, in LogRecord record);
}
