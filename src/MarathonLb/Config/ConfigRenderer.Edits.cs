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
    public DocumentEdits? FindEdits(ConfigDocument document, IReadOnlyList<(Service Before, Service After)> changed)
    {
        // A vhost's frontend is made from all of its services.
        if (_options.BindHttpHttps && _options.GroupHttpsByVhost && changed.Any(static pair => pair.After.Vhosts.Length > 0)) return null;
        DocumentEdits edits = new(document);
        _printer.Faults.Clear();
        _printer.Writer = _scratch;
        foreach ((Service before, Service after) in changed)
        {
            if (!_list.Shows(before)) continue;
            int place = document.IndexOf(before);
            if (place < 0 || !_maps.ShowsSame(before, after) || !TryPrintInPlace(document.Services[place], after, edits)) return null;
            edits.Services.Add((place, after));
        }

        edits.Backends.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return edits;
    }

    /// <summary>Makes the document that edits lead to: what stays is copied in a few pieces.</summary>
    /// <param name="edits">The edits; their document is kept.</param>
    public ConfigDocument Apply(DocumentEdits edits)
    {
        Turn();
        _current.Become(edits);
        return _current;
    }

    private bool TryPrintInPlace(in RenderedService before, Service after, DocumentEdits edits)
    {
        ReadOnlySpan<byte> text = edits.Document.Text.WrittenSpan;
        RenderedService rendered = before with { Service = after };
        for (FragmentKind kind = FragmentKind.UserList; kind < FragmentKind.GroupedRules; kind++)
        {
            RenderedService.Place place = before.Places[(int)kind];
            if (place.Length < 0) continue;
            _scratch.Clear();
            PrintFragment(rendered, kind);
            if (_printer.Faults.Count > 0) return false;
            if (_scratch.WrittenSpan.SequenceEqual(text.Slice(place.Start, place.Length))) continue;
            if (kind != FragmentKind.Backend || place.Length == 0 || _scratch.Length == 0) return false;
            edits.Backends.Add(new BackendEdit(place.Start, place.Length, _scratch.WrittenSpan.ToArray()));
        }

        return true;
    }
}
