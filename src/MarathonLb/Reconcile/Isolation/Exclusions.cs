using System.Security.Cryptography;
using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>
/// Remembers which services HAProxy rejects and what serves in their place: the last definition it took, with the tasks of now, or nothing. A service is tried again when its definition
/// changes, and now and then without: what it lacked, such as a certificate file, may have come.
/// </summary>
/// <param name="generator">Makes configurations.</param>
/// <param name="file">Where what serves in others' place is kept over restarts.</param>
/// <param name="clock">The clock.</param>
internal sealed class Exclusions(ConfigGenerator generator, LastGoodFile file, TimeProvider clock)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);

    private readonly Dictionary<(string AppId, int Index), Exclusion> _excluded = [];

    /// <summary>Definitions that HAProxy has taken, by service.</summary>
    private Dictionary<(string AppId, int Index), MarathonApp> _good = [];
    private bool _loaded;

    /// <summary>For other threads.</summary>
    private volatile Exclusion[] _shown = [];

    /// <summary>The services that are excluded now.</summary>
    public IReadOnlyCollection<Exclusion> All => _shown;

    /// <summary>A draft in which the excluded services are replaced as they were when they were found out.</summary>
    public Draft Apply(Draft draft)
    {
        Load();
        if (_excluded.Count == 0) return draft;
        Dictionary<Service, Service?> replacements = [];
        List<Finding> reasons = [];
        HashSet<(string, int)> seen = [];
        foreach (Service service in draft.Model.Services)
        {
            (string AppId, int Index) key = (service.AppId, service.Index);
            if (!_excluded.TryGetValue(key, out Exclusion? exclusion)) continue;
            seen.Add(key);
            bool isDue = clock.GetUtcNow() - exclusion.Since > RetryAfter;
            if (isDue || exclusion.Definition != FingerprintOf(service.Definition)) continue;
            replacements[service] = exclusion.LastGood is MarathonApp app ? generator.Rebuild(service, app) : null;
            reasons.Add(exclusion.Reason);
        }

        Forget(key => !seen.Contains(key));
        return replacements.Count == 0 ? draft : draft.With(replacements, reasons);
    }

    /// <summary>Replaces services that HAProxy has just rejected.</summary>
    /// <param name="generation">What was rejected.</param>
    /// <param name="accused">Whose fault it is.</param>
    public Generation Exclude(Generation generation, IReadOnlyList<Accusation> accused)
    {
        Load();
        Dictionary<Service, Service?> replacements = [];
        List<Finding> reasons = [];
        foreach (Accusation accusation in accused)
        {
            Service service = accusation.Service;
            (string AppId, int Index) key = (service.AppId, service.Index);

            // What serves in the place of another and is rejected too has no right to stay.
            bool isReplacement = _excluded.TryGetValue(key, out Exclusion? earlier) && ReferenceEquals(earlier.LastGood, service.Definition);
            MarathonApp? good = isReplacement ? null : _good.GetValueOrDefault(key);
            if (good is not null && FingerprintOf(good) == FingerprintOf(service.Definition)) good = null;
            Service? replacement = good is null ? null : generator.Rebuild(service, good);
            if (replacement is null) good = null;
            Finding reason = ReasonOf(accusation, good is not null);
            string fingerprint = isReplacement ? earlier!.Definition : FingerprintOf(service.Definition);
            _excluded[key] = new Exclusion(service.AppId, service.Index, fingerprint, reason, good, clock.GetUtcNow());
            replacements[service] = replacement;
            reasons.Add(reason);
        }

        return generator.Replace(generation, replacements, reasons);
    }

    /// <summary>HAProxy runs a generation: whoever is in it is good, and this is what it will have been if it is changed to something that HAProxy rejects.</summary>
    public void Accept(Generation generation)
    {
        Dictionary<(string AppId, int Index), MarathonApp> good = new(generation.Model.Services.Length);
        foreach (Service service in generation.Model.Services) good[(service.AppId, service.Index)] = service.Definition;
        _good = good;
        Release(generation);
    }

    /// <summary>Whoever is in what HAProxy runs by its own new definition is excluded no more.</summary>
    public void Release(Generation generation)
    {
        if (_excluded.Count > 0)
        {
            HashSet<(string, int)> back = [.. generation.Model.Services.Where(IsBack).Select(static service => (service.AppId, service.Index))];
            Forget(back.Contains);
        }

        _shown = [.. _excluded.Values];
        file.Save(_shown);
    }

    /// <summary>True if a service that was excluded is in what HAProxy runs, by its own new definition.</summary>
    private bool IsBack(Service service) =>
        _excluded.TryGetValue((service.AppId, service.Index), out Exclusion? exclusion) && !ReferenceEquals(exclusion.LastGood, service.Definition);

    private void Forget(Func<(string AppId, int Index), bool> which)
    {
        foreach ((string AppId, int Index) key in _excluded.Keys.Where(which).ToArray()) _excluded.Remove(key);
    }

    /// <summary>After a restart: what served in others' place goes on doing so, if their definitions are still the same.</summary>
    private void Load()
    {
        if (_loaded) return;
        _loaded = true;
        foreach (Exclusion exclusion in file.Read(clock.GetUtcNow()))
        {
            _excluded[(exclusion.AppId, exclusion.Index)] = exclusion;
            if (exclusion.LastGood is not null) _good[(exclusion.AppId, exclusion.Index)] = exclusion.LastGood;
        }
    }

    private static string FingerprintOf(MarathonApp definition) => Convert.ToHexStringLower(SHA256.HashData(AppWriter.DefinitionOf(definition)));

    private static Finding ReasonOf(Accusation accusation, bool serves)
    {
        Service service = accusation.Service;
        ValidationMessage message = accusation.Message;
        string? subject = accusation.Template is not Template template ? null
            : template.Source == TemplateSource.Label ? $"HAPROXY_{service.Index}_{TemplateTable.Of(template.Name).FullName["HAPROXY_".Length..]}"
            : TemplateTable.Of(template.Name).FullName;
        string then = serves ? "its last good form goes on serving, with the tasks of now" : "the service is left out";
        return new Finding(
            FindingSeverity.Error, "rejected", service.AppId, subject, null, $"HAProxy rejects service port {service.Port}: {message.Text.Split('\n')[0].TrimEnd('.', ' ')}; {then}",
            "Mend the app; it is tried again when its definition changes.")
        {
            Index = service.Index,
        };
    }
}
