using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MarathonLb.Observability;

/// <summary>One JSON object per line: time (UTC), level, logger, event, message, exception.</summary>
internal sealed class JsonLogFormat : ILogLineFormat
{
    /// <summary>The default encoder escapes control characters, line separators and everything beyond ASCII: nothing can forge a line.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    /// <inheritdoc/>
    public void Append(StringBuilder line, in LogRecord record)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, record.Time.UtcDateTime);
            json.WriteString("level"u8, LogLevelNames.Name(record.Level));
            json.WriteString("logger"u8, record.Name);
            if (record.Event.Id != 0) json.WriteNumber("event"u8, record.Event.Id);
            if (record.Event.Name is not null) json.WriteString("name"u8, record.Event.Name);
            json.WriteString("message"u8, record.Message);
            if (record.Exception is not null) json.WriteString("exception"u8, record.Exception.ToString());
            json.WriteEndObject();
        }

        line.Append(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
