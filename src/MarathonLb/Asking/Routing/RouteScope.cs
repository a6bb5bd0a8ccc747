namespace MarathonLb.Asking.Routing;

/// <summary>What is known while a request is followed: itself, the variables set on its way, and the map files.</summary>
/// <param name="request">The request.</param>
/// <param name="maps">The map files by name, without their folder.</param>
internal sealed class RouteScope(RouteRequest request, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> maps)
{
    private readonly Dictionary<string, List<List<string>>> _acls = new(StringComparer.Ordinal);

    /// <summary>The request.</summary>
    public RouteRequest Request { get; } = request;

    /// <summary>The variables that are set.</summary>
    public Dictionary<string, Sample> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>False while it is asked whether a password is needed.</summary>
    public bool KnowsPassword { get; set; } = true;

    /// <summary>A map file; null if it is not known.</summary>
    public IReadOnlyDictionary<string, string>? MapOf(string file) => maps.GetValueOrDefault(Path.GetFileName(file));

    /// <summary>Takes the ACLs of a section. Lines of one name are one ACL, which holds if one of them does.</summary>
    public void Enter(ConfigSection section)
    {
        _acls.Clear();
        foreach (ConfigLine line in section.Lines)
        {
            if (line.Words() is not ["acl", string name, .. List<string> test]) continue;
            if (!_acls.TryGetValue(name, out List<List<string>>? tests)) _acls.Add(name, tests = []);
            tests.Add(test);
        }
    }

    /// <summary>True if the condition of a rule holds, or there is none; null if it can't be told.</summary>
    /// <param name="words">The rule's words; the condition begins with <c>if</c> or <c>unless</c>.</param>
    public bool? Applies(IReadOnlyList<string> words)
    {
        int at = words.Count - 1;
        while (at >= 0 && words[at] is not ("if" or "unless")) at--;
        if (at < 0) return true;
        bool? holds = Holds([.. words.Skip(at + 1)]);
        return words[at] == "unless" ? !holds : holds;
    }

    /// <summary>Terms side by side must all hold, <c>||</c> and <c>or</c> stand between alternatives.</summary>
    private bool? Holds(List<string> words)
    {
        bool? any = false;
        bool? all = true;
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (word is "||" or "or")
            {
                (any, all) = (any | all, true);
                continue;
            }

            bool negated = word.StartsWith('!');
            string term = negated ? word[1..] : word;
            if (term.Length == 0) (term, i) = i + 1 < words.Count ? (words[i + 1], i + 1) : ("", i);
            bool? holds;
            if (term == "{")
            {
                int end = words.IndexOf("}", i);
                if (end < 0) return null;
                holds = AclTest.Holds(words[(i + 1)..end], this);
                i = end;
            }
            else
            {
                holds = Named(term);
            }

            all &= negated ? !holds : holds;
        }

        return any | all;
    }

    private bool? Named(string acl)
    {
        if (!_acls.TryGetValue(acl, out List<List<string>>? tests)) return acl switch { "TRUE" => true, "FALSE" => false, _ => null };
        bool? any = false;
        foreach (List<string> test in tests) any |= AclTest.Holds(test, this);
        return any;
    }
}
