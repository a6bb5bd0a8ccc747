using System.Security.Cryptography;
using System.Text;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Versions;

/// <summary>A fingerprint of all rules. Only what is another object than last time is hashed again: of thousands of apps a round changes a few.</summary>
internal sealed class DefinitionHashes
{
    private Dictionary<string, (MarathonApp App, byte[] Hash)> _hashes = new(StringComparer.Ordinal);

    /// <summary>The apps and deployment groups of a model, by id, each once.</summary>
    public static List<KeyValuePair<string, MarathonApp>> DefinitionsOf(AppsModel model)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return [.. model.Services.Where(service => seen.Add(service.AppId)).Select(static service => KeyValuePair.Create(service.AppId, service.Definition))];
    }

    /// <summary>The fingerprint.</summary>
    public string Of(IReadOnlyList<TemplateText> templates, IReadOnlyList<KeyValuePair<string, MarathonApp>> definitions)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TemplateText template in templates) hash.AppendData(Encoding.UTF8.GetBytes($"{template.Name}\0{template.IsLiquid}\0{template.Text}\0"));
        Dictionary<string, (MarathonApp App, byte[] Hash)> now = new(definitions.Count, StringComparer.Ordinal);
        foreach ((string id, MarathonApp app) in definitions)
        {
            bool same = _hashes.TryGetValue(id, out (MarathonApp App, byte[] Hash) earlier) && ReferenceEquals(earlier.App, app);
            now[id] = same ? earlier : (app, SHA256.HashData(AppWriter.RulesOf(app)));
        }

        foreach (string id in now.Keys.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{id}\0"));
            hash.AppendData(now[id].Hash);
        }

        _hashes = now;
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
