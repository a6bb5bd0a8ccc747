using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;

namespace MarathonLb.Reconcile;

/// <summary>
/// Finds out what a round does to what HAProxy runs without printing all of it: nearly always a few services have other servers, and all else is as it was. What is found this way is what a comparison
/// of the whole configurations would find; wherever that is not certain, nothing is.
/// </summary>
/// <param name="rules">By what is rendered.</param>
internal sealed class EditFinder(RuleSet rules)
{
    /// <summary>More services than these are better rendered with all the others.</summary>
    private const int MostServices = 200;

    /// <summary>Finds it.</summary>
    /// <param name="draft">What is wanted.</param>
    /// <param name="kept">What HAProxy runs, made by the same rules.</param>
    /// <param name="services">Receives the services as they are served.</param>
    /// <returns>The backends that change; null if more does, or may.</returns>
    public DocumentEdits? Find(Draft draft, Generation kept, out Service[] services)
    {
        services = [];
        if (!draft.HasFindingsOf(kept.Source) || !KeepPlaces(draft.Model.Services, kept.Source.Model.Services)) return null;

        services = [.. draft.Model.Services];
        List<(Service Before, Service After)> changed = [];
        for (int i = 0; i < services.Length; i++)
        {
            (Service source, Service before) = (kept.Source.Model.Services[i], kept.Model.Services[i]);
            bool same = ReferenceEquals(services[i], source);
            services[i] = same ? before : Reduced(services[i], source, before);
            if (!same) changed.Add((before, services[i]));
        }

        if (rules.Renderer.FindEdits(kept.Document, changed) is not DocumentEdits edits || !HaveSameFindings(kept.Document, changed)) return null;
        return edits;
    }

    private static bool KeepPlaces(Service[] wanted, Service[] kept)
    {
        if (wanted.Length != kept.Length) return false;
        int changed = 0;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (ReferenceEquals(wanted[i], kept[i])) continue;
            if (++changed > MostServices || !ServicePlace.IsSame(wanted[i], kept[i])) return false;
        }

        return true;
    }

    /// <summary>Who claims what another has claimed gets what that one got.</summary>
    private static Service Reduced(Service service, Service other, Service reduced) =>
        ReferenceEquals(other, reduced) ? service : service.Without(reduced.Listens, other.Vhosts.Except(reduced.Vhosts, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal));

    /// <summary>True if what was rendered leaves the same unsaid.</summary>
    private bool HaveSameFindings(ConfigDocument document, List<(Service Before, Service After)> changed)
    {
        FindingLog before = new();
        FindingLog after = new();
        foreach ((Service earlier, Service now) in changed)
        {
            if (document.IndexOf(earlier) is not (>= 0 and int place)) continue;
            rules.RenderFindings.AddTo(document.Services[place], before);
            rules.RenderFindings.AddTo(document.Services[place] with { Service = now }, after);
        }

        return before.SequenceEqual(after);
    }
}
