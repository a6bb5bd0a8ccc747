using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>A document that is made from another one.</summary>
internal sealed partial class ConfigDocument
{
    /// <summary>Becomes what edits lead to.</summary>
    /// <param name="edits">The edits of another document.</param>
    public void Become(DocumentEdits edits)
    {
        ConfigDocument other = edits.Document;
        Begin(other, edits.Backends);
        int from = 0;
        foreach (BackendEdit edit in edits.Backends)
        {
            Text.Write(other.Text.WrittenSpan[from..edit.Start]);
            Text.Write(edit.Wanted);
            from = edit.Start + edit.Length;
        }

        Text.Write(other.Text.WrittenSpan[from..]);
        DomainMap.Write(other.DomainMap.WrittenSpan);
        AppMap.Write(other.AppMap.WrittenSpan);
        foreach ((int place, Service service) in edits.Services) _services[place].Service = service;
        Move(edits.Backends);
    }

    /// <summary>Begins with the services and the index of another document.</summary>
    private void Begin(ConfigDocument other, List<BackendEdit> edits)
    {
        Text.Clear();
        DomainMap.Clear();
        AppMap.Clear();
        _lines = null;
        if (_services.Length < other.ServiceCount) _services = new RenderedService[other._services.Length];
        if (_fragments.Length < other._fragmentCount) _fragments = new Fragment[other._fragments.Length];
        other.Services.CopyTo(_services);
        _services.AsSpan(other.ServiceCount).Clear();
        other.Fragments.CopyTo(_fragments);
        (ServiceCount, _fragmentCount) = (other.ServiceCount, other._fragmentCount);
        Text.Reserve(other.Text.Length + edits.Sum(static edit => edit.Wanted.Length));
    }

    /// <summary>Moves what stands behind edits by what they make the text longer.</summary>
    private void Move(List<BackendEdit> edits)
    {
        if (edits.Count == 0) return;
        int first = edits[0].Start;
        for (int i = FirstFragmentFrom(first), next = 0, by = 0; i < _fragmentCount; i++)
        {
            Fragment fragment = _fragments[i];
            bool edited = next < edits.Count && edits[next].Start == fragment.Start;
            _fragments[i] = fragment with { Start = fragment.Start + by, Length = edited ? edits[next].Wanted.Length : fragment.Length };
            if (fragment.Service >= 0 && fragment.Kind < FragmentKind.GroupedRules)
            {
                _services[fragment.Service].Places[(int)fragment.Kind] = new RenderedService.Place { Start = _fragments[i].Start, Length = _fragments[i].Length };
            }

            if (edited) by += edits[next].Wanted.Length - edits[next++].Length;
        }
    }

    private int FirstFragmentFrom(int start)
    {
        int low = 0;
        int high = _fragmentCount;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_fragments[middle].Start < start) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
