using System.Buffers;
using System.Text;
using System.Text.Json;
using MarathonLb.Findings;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary>Writes findings as JSON: a plain list, or SARIF.</summary>
internal static class LintJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true };

    /// <summary>A list of objects with severity, code, file, line, path, app, label, value, message and advice.</summary>
    public static string Plain(string file, IReadOnlyList<LintFinding> findings) => Write(json =>
    {
        json.WriteStartArray();
        foreach (LintFinding lint in findings)
        {
            Finding finding = lint.Finding;
            json.WriteStartObject();
            json.WriteString("severity"u8, LintText.NameOf(finding.Severity));
            json.WriteString("code"u8, finding.Code);
            json.WriteString("file"u8, file);
            json.WriteNumber("line"u8, lint.Line);
            json.WriteString("path"u8, lint.Path);
            json.WriteString("app"u8, finding.AppId);
            json.WriteString("subject"u8, finding.Subject);
            json.WriteString("value"u8, finding.Value);
            json.WriteString("reason"u8, finding.Reason);
            json.WriteString("advice"u8, finding.Advice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A SARIF log with one run.</summary>
    public static string Sarif(string file, IReadOnlyList<LintFinding> findings) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version"u8, "2.1.0");
        json.WriteStartArray("runs"u8);
        json.WriteStartObject();
        WriteTool(json, findings);
        json.WriteStartArray("results"u8);
        foreach (LintFinding lint in findings) WriteResult(json, file, lint);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteTool(Utf8JsonWriter json, IReadOnlyList<LintFinding> findings)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "marathon-lb");
        json.WriteString("version"u8, CommandLine.Version);
        json.WriteStartArray("rules"u8);
        foreach (string code in findings.Select(static lint => lint.Finding.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id"u8, code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, string file, LintFinding lint)
    {
        json.WriteStartObject();
        json.WriteString("ruleId"u8, lint.Finding.Code);
        json.WriteString("level"u8, LintText.NameOf(lint.Finding.Severity));
        json.WriteStartObject("message"u8);
        json.WriteString("text"u8, lint.Finding.AppId is string app ? $"app {app}: {lint.Message}" : lint.Message);
        json.WriteEndObject();
        json.WriteStartArray("locations"u8);
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation"u8);
        json.WriteStartObject("artifactLocation"u8);
        json.WriteString("uri"u8, Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal));
        json.WriteEndObject();
        json.WriteStartObject("region"u8);
        json.WriteNumber("startLine"u8, lint.Line);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("logicalLocations"u8);
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName"u8, lint.Path);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Indented)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
