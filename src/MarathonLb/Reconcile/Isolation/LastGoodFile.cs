using System.Text.Json;
using MarathonLb.Findings;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>
/// Keeps the excluded services in the state directory, with the definitions that serve in their place, so that a restart of ours takes nobody out. A file that can't be read is as good as
/// none: what is rejected is found out again.
/// </summary>
/// <param name="stateDirectory">The state directory.</param>
/// <param name="logger">Hears if it can't be used.</param>
internal sealed partial class LastGoodFile(string stateDirectory, ILogger logger)
{
    private readonly string _file = Path.Combine(stateDirectory, "excluded.json");
    private string _saved = "";

    /// <summary>The exclusions of an earlier process.</summary>
    /// <param name="now">They count as found out now.</param>
    public List<Exclusion> Read(DateTimeOffset now)
    {
        List<Exclusion> found = [];
        try
        {
            if (!File.Exists(_file)) return found;
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_file));
            foreach (JsonElement element in document.RootElement.EnumerateArray()) found.Add(ReadOne(element, now));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            Log.NotRead(logger, _file, e.Message);
            found.Clear();
        }

        return found;
    }

    /// <summary>Writes them, if they are others than at the last time.</summary>
    public void Save(IReadOnlyCollection<Exclusion> exclusions)
    {
        string version = string.Join('\n', exclusions.Select(static exclusion => $"{exclusion.AppId} {exclusion.Index} {exclusion.Definition} {exclusion.LastGood is null}"));
        if (version == _saved) return;
        try
        {
            StateDirectory.Ensure(stateDirectory);
            using StagedFile staged = StagedFile.Write(_file, BytesOf(exclusions));
            staged.Commit();
            _saved = version;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotWritten(logger, e.Message);
        }
    }

    private static byte[] BytesOf(IReadOnlyCollection<Exclusion> exclusions)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter json = new(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartArray();
            foreach (Exclusion exclusion in exclusions)
            {
                json.WriteStartObject();
                json.WriteString("app"u8, exclusion.AppId);
                json.WriteNumber("index"u8, exclusion.Index);
                json.WriteString("definition"u8, exclusion.Definition);
                json.WriteString("subject"u8, exclusion.Reason.Subject);
                json.WriteString("reason"u8, exclusion.Reason.Reason);
                json.WritePropertyName("lastGood"u8);
                if (exclusion.LastGood is null) json.WriteNullValue();
                else AppWriter.Write(json, exclusion.LastGood);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return buffer.ToArray();
    }

    private static Exclusion ReadOne(JsonElement element, DateTimeOffset now)
    {
        string app = element.GetProperty("app").GetString() ?? "";
        int index = element.GetProperty("index").GetInt32();
        JsonElement lastGood = element.GetProperty("lastGood");
        Finding reason = new(
            FindingSeverity.Error, "rejected", app, element.GetProperty("subject").GetString(), null, element.GetProperty("reason").GetString() ?? "",
            "Mend the app; it is tried again when its definition changes.")
        {
            Index = index,
        };
        MarathonApp? good = lastGood.ValueKind == JsonValueKind.Null ? null : lastGood.Deserialize(MarathonJson.Default.MarathonApp);
        return new Exclusion(app, index, element.GetProperty("definition").GetString() ?? "", reason, good, now);
    }

    private static partial class Log
    {
        [LoggerMessage(5110, LogLevel.Warning, "{File} can't be read ({Reason}): apps that HAProxy rejects are left out until they are mended, without their last good form")]
        public static partial void NotRead(ILogger logger, string file, string reason);

        [LoggerMessage(5111, LogLevel.Warning, "excluded apps can't be kept over a restart: {Reason}; check --state-dir")]
        public static partial void NotWritten(ILogger logger, string reason);
    }
}
