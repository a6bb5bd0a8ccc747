using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Versions;

/// <summary>
/// Versions on disk, for this user only: they hold configurations and labels with their passwords. Of version 42 there are <c>42.json</c> (who it is), <c>42.rules.gz</c> (templates and
/// definitions) and <c>42.cfg.gz</c> (the configuration). The first is written last, so what it tells of is there.
/// </summary>
/// <param name="stateDirectory">The state directory; versions are a folder in it.</param>
internal sealed class VersionFiles(string stateDirectory)
{
    /// <summary>JSON written on at a time, in bytes.</summary>
    private const int Pending = 64 * 1024;

    private readonly string _folder = Path.Combine(stateDirectory, "versions");

    /// <summary>The versions that are there, the oldest first; files that can't be read are passed over.</summary>
    public List<RulesVersion> List()
    {
        List<RulesVersion> versions = [];
        if (!Directory.Exists(_folder)) return versions;
        foreach (string file in Directory.GetFiles(_folder, "*.json"))
        {
            try
            {
                if (JsonSerializer.Deserialize(File.ReadAllBytes(file), VersionJson.Default.RulesVersion) is RulesVersion version) versions.Add(version);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
            {
                // It was written by another program, or cut short by a crash: no version to go back to.
            }
        }

        versions.Sort(static (a, b) => a.Number.CompareTo(b.Number));
        return versions;
    }

    /// <summary>Writes a version. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    /// <param name="version">Which.</param>
    /// <param name="content">What it was made from.</param>
    /// <param name="config">The configuration; read to its end.</param>
    public void Write(RulesVersion version, VersionContent content, Stream config)
    {
        StateDirectory.Ensure(stateDirectory);
        StateDirectory.Ensure(_folder);
        Compress(PathOf(version.Number, "cfg.gz"), config.CopyTo);
        Compress(PathOf(version.Number, "rules.gz"), zip => Write(zip, content));
        using StagedFile staged = StagedFile.Write(PathOf(version.Number, "json"), JsonSerializer.SerializeToUtf8Bytes(version, VersionJson.Default.RulesVersion));
        staged.Commit();
    }

    /// <summary>Removes a version.</summary>
    public void Delete(int number)
    {
        foreach (string kind in new[] { "json", "rules.gz", "cfg.gz" }) File.Delete(PathOf(number, kind));
    }

    /// <summary>A version's configuration. Throws <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or <see cref="InvalidDataException"/>.</summary>
    public byte[] ReadConfig(int number) => Decompress(PathOf(number, "cfg.gz"));

    /// <summary>What a version was made from. Throws as <see cref="ReadConfig"/> does, or <see cref="JsonException"/>.</summary>
    public VersionContent ReadContent(int number)
    {
        using JsonDocument document = JsonDocument.Parse(Decompress(PathOf(number, "rules.gz")));
        List<TemplateText> templates = [.. document.RootElement.GetProperty("templates").EnumerateArray().Select(static element => new TemplateText(
            element.GetProperty("name").GetString() ?? "", element.GetProperty("liquid").GetBoolean(), element.GetProperty("text").GetString() ?? ""))];
        List<KeyValuePair<string, MarathonApp>> apps = [];
        foreach (JsonElement element in document.RootElement.GetProperty("apps").EnumerateArray())
        {
            if (element.GetProperty("definition").Deserialize(MarathonJson.Default.MarathonApp) is MarathonApp app) apps.Add(new(element.GetProperty("app").GetString() ?? app.Id, app));
        }

        return new VersionContent(templates, apps);
    }

    /// <summary>Of thousands of apps the text is large: what is written goes on its way at once.</summary>
    private static void Write(Stream stream, VersionContent content)
    {
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        json.WriteStartArray("templates"u8);
        foreach (TemplateText template in content.Templates)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, template.Name);
            json.WriteBoolean("liquid"u8, template.IsLiquid);
            json.WriteString("text"u8, template.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("apps"u8);
        foreach ((string id, MarathonApp definition) in content.Definitions)
        {
            json.WriteStartObject();
            json.WriteString("app"u8, id);
            json.WritePropertyName("definition"u8);
            AppWriter.Write(json, definition);
            json.WriteEndObject();
            if (json.BytesPending > Pending) json.Flush();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private string PathOf(int number, string kind) => Path.Combine(_folder, $"{number.ToString(CultureInfo.InvariantCulture)}.{kind}");

    private static void Compress(string path, Action<Stream> write)
    {
        using StagedFile staged = StagedFile.Write(
            path,
            file =>
            {
                using GZipStream zip = new(file, CompressionLevel.Fastest, leaveOpen: true);
                write(zip);
            });
        staged.Commit();
    }

    private static byte[] Decompress(string path)
    {
        using FileStream file = File.OpenRead(path);
        using GZipStream zip = new(file, CompressionMode.Decompress);
        using MemoryStream content = new();
        zip.CopyTo(content);
        return content.ToArray();
    }
}
