using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MarathonLb.Apps;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Versions;

/// <summary>A fingerprint of all rules. Only what is another object than last time is hashed again: of thousands of apps a round changes a few.</summary>
internal sealed class DefinitionHashes
{
    private readonly Dictionary<string, (MarathonApp App, byte[] Hash)> _hashes = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _rules = new(1024);
    private IReadOnlyList<TemplateText> _templates = [];
    private Service[] _services = [];
    private string? _last;

    /// <summary>The apps and deployment groups of a model, by id, each once.</summary>
    public static List<KeyValuePair<string, MarathonApp>> DefinitionsOf(AppsModel model)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        return [.. model.Services.Where(service => seen.Add(service.AppId)).Select(static service => KeyValuePair.Create(service.AppId, service.Definition))];
    }

    /// <summary>The fingerprint.</summary>
    public string Of(IReadOnlyList<TemplateText> templates, AppsModel model)
    {
        if (_last is null || !ReferenceEquals(templates, _templates) || !HaveSameRules(model.Services)) _last = Of(templates, DefinitionsOf(model));
        _services = model.Services;
        return _last;
    }

    /// <summary>True if the services stand where they stood, and those that are other objects have the same rules: most rounds have other tasks only.</summary>
    private bool HaveSameRules(Service[] services)
    {
        if (services.Length != _services.Length) return false;
        for (int i = 0; i < services.Length; i++)
        {
            (Service now, Service before) = (services[i], _services[i]);
            if (ReferenceEquals(now, before)) continue;
            if (now.AppId != before.AppId || !_hashes.TryGetValue(now.AppId, out (MarathonApp App, byte[] Hash) known)) return false;
            if (ReferenceEquals(now.Definition, known.App)) continue;
            if (!HashOf(now.Definition).AsSpan().SequenceEqual(known.Hash)) return false;
            _hashes[now.AppId] = (now.Definition, known.Hash);
        }

        return true;
    }

    private string Of(IReadOnlyList<TemplateText> templates, List<KeyValuePair<string, MarathonApp>> definitions)
    {
        bool same = ReferenceEquals(templates, _templates);
        foreach ((string id, MarathonApp app) in definitions)
        {
            bool known = _hashes.TryGetValue(id, out (MarathonApp App, byte[] Hash) earlier);
            if (known && ReferenceEquals(earlier.App, app)) continue;
            byte[] hash = HashOf(app);
            same &= known && hash.AsSpan().SequenceEqual(earlier.Hash);
            _hashes[id] = (app, hash);
        }

        if (same && _hashes.Count == definitions.Count && _last is not null) return _last;
        Forget(definitions);
        _templates = templates;
        return Combined(templates);
    }

    private byte[] HashOf(MarathonApp app)
    {
        _rules.ResetWrittenCount();
        using Utf8JsonWriter json = new(_rules);
        AppWriter.Write(json, app, scale: false);
        json.Flush();
        return SHA256.HashData(_rules.WrittenSpan);
    }

    /// <summary>Forgets the apps that are not there any more.</summary>
    private void Forget(List<KeyValuePair<string, MarathonApp>> definitions)
    {
        HashSet<string> there = new(definitions.Select(static definition => definition.Key), StringComparer.Ordinal);
        foreach (string id in _hashes.Keys.Where(id => !there.Contains(id))) _hashes.Remove(id);
    }

    private string Combined(IReadOnlyList<TemplateText> templates)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TemplateText template in templates) hash.AppendData(Encoding.UTF8.GetBytes($"{template.Name}\0{template.IsLiquid}\0{template.Text}\0"));
        foreach (string id in _hashes.Keys.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{id}\0"));
            hash.AppendData(_hashes[id].Hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
