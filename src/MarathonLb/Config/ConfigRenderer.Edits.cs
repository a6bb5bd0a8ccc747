using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>The shortcut for rounds in which little changes: prints the services that changed, and nothing else.</summary>
internal sealed partial class ConfigRenderer
{
    private readonly ConfigWriter _scratch = new();

    /// <summary>Finds how a document would change if services took the places of others, as long as it is by their backends only.</summary>
    /// <param name="document">The document.</param>
    /// <param name="changed">The services in it, and those that take their places (<see cref="ServicePlace"/>).</param>
    /// <returns>The backends that change; null if more does, or may.</returns>
    public List<BackendEdit>? FindEdits(ConfigDocument document, IReadOnlyList<(Service Before, Service After)> changed)
    {
        // A vhost's frontend is made from all of its services.
        if (_options.BindHttpHttps && _options.GroupHttpsByVhost && changed.Any(static pair => pair.After.Vhosts.Length > 0)) return null;
        List<BackendEdit> edits = [];
        _printer.Faults.Clear();
        _printer.Writer = _scratch;
        foreach ((Service before, Service after) in changed)
        {
            if (!_list.Shows(before)) continue;
            int place = document.IndexOf(before);
            if (place < 0 || !_maps.ShowsSame(before, after) || !TryPrintInPlace(document, document.Services[place], after, edits)) return null;
        }

        return edits;
    }

    private bool TryPrintInPlace(ConfigDocument document, in RenderedService before, Service after, List<BackendEdit> edits)
    {
        RenderedService rendered = before with { Service = after };
        for (FragmentKind kind = FragmentKind.UserList; kind < FragmentKind.GroupedRules; kind++)
        {
            RenderedService.Place place = before.Places[(int)kind];
            if (place.Length < 0) continue;
            _scratch.Clear();
            PrintFragment(rendered, kind);
            if (_printer.Faults.Count > 0) return false;
            if (_scratch.WrittenSpan.SequenceEqual(document.Text.WrittenSpan.Slice(place.Start, place.Length))) continue;
            if (kind != FragmentKind.Backend) return false;
            edits.Add(new BackendEdit(place.Start, place.Length, _scratch.WrittenSpan.ToArray()));
        }

        return true;
    }
}
