using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MarathonLb.Observability;

/// <summary>One JSON object per line: time (UTC), level, logger, event, name, message, fields (the message's arguments, each under its name), exception.</summary>
internal sealed class JsonLogFormat : ILogLineFormat
{
    /// <summary>The default encoder escapes control characters, line separators and everything beyond ASCII: nothing can forge a line.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Default, SkipValidation = true };

    /// <summary>Under this name the message's template comes with its arguments.</summary>
    private const string Template = "{OriginalFormat}";

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
            if (record.Arguments is { Count: > 0 } arguments) WriteFields(json, arguments);
            if (record.Exception is not null) json.WriteString("exception"u8, record.Exception.ToString());
            json.WriteEndObject();
        }

        line.Append(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>All arguments, also those that the message does not show. Names stand once: of two that differ only in their first letter's case the first wins.</summary>
    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> arguments)
    {
        bool any = false;
        HashSet<string> names = new(arguments.Count, StringComparer.Ordinal);
        for (int i = 0; i < arguments.Count; i++)
        {
            (string key, object? value) = arguments[i];
            if (key is "" or Template) continue;
            string name = JsonNamingPolicy.CamelCase.ConvertName(key);
            if (!names.Add(name)) continue;
            if (!any) json.WriteStartObject("fields"u8);
            any = true;
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        if (any) json.WriteEndObject();
    }

    /// <summary>Numbers and truth values as such, lists of texts as lists, all else as text.</summary>
    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(text); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case IReadOnlyCollection<string> texts:
                json.WriteStartArray();
                foreach (string text in texts) json.WriteStringValue(text);
                json.WriteEndArray();
                break;
            case IFormattable formattable: json.WriteStringValue(formattable.ToString(null, CultureInfo.InvariantCulture)); break;
            default: json.WriteStringValue(value.ToString()); break;
        }
    }
}
