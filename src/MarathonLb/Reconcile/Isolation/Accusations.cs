using System.Text;
using System.Text.RegularExpressions;
using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Haproxy;
using MarathonLb.Templates;

namespace MarathonLb.Reconcile.Isolation;

/// <summary>
/// Finds out whose fault HAProxy's errors are: by the line that they name, else by the names in them: a backend's, a user list's, or the one that HAProxy looked for in vain (haproxy.md,
/// section 4, lists the errors without a line).
/// </summary>
/// <param name="generation">What was rejected.</param>
/// <param name="configFile">The file's name, as HAProxy was given it.</param>
internal sealed partial class Accusations(Generation generation, string configFile)
{
    private readonly Dictionary<Service, Accusation> _accused = [];
    private Dictionary<string, Service>? _byBackend;
    private Template? _global;
    private ValidationMessage? _unowned;

    /// <summary>Goes through the errors of a report.</summary>
    public Verdict Judge(ValidationReport report)
    {
        foreach (ValidationMessage message in report.Errors) Judge(message);
        Template? common = CommonFault();
        return common is not null ? new Verdict([], common, null) : new Verdict([.. _accused.Values], _accused.Count == 0 ? _global : null, _unowned);
    }

    private void Judge(ValidationMessage message)
    {
        bool placed = message.Line is not null && message.File == configFile;
        LineOwner? owner = placed ? generation.Ownership.OwnerOf(message.Line!.Value) : null;
        if (owner?.Service is Service service)
        {
            FragmentKind kind = generation.Document.FragmentOfLine(message.Line!.Value)?.Kind ?? FragmentKind.Global;
            _accused.TryAdd(service, new Accusation(service, owner.Value.Template, kind, message));
            return;
        }

        if (AccuseByName(message) || AccuseByMissing(message)) return;
        if (owner?.Template is Template template) _global ??= template;
        else _unowned ??= message;
    }

    /// <summary><c>frontend 'f' (x.cfg:3) tries to use incompatible tcp backend 'web_80'</c>: whoever is named and is a service's.</summary>
    private bool AccuseByName(ValidationMessage message)
    {
        bool found = false;
        foreach (Match match in QuotedName().Matches(message.Text))
        {
            string name = match.Groups["name"].Value;
            if (name.StartsWith("server ", StringComparison.Ordinal)) name = name["server ".Length..];
            name = name.Split('/')[0];
            if (name.StartsWith("fe:", StringComparison.Ordinal) && !ByBackend.ContainsKey(name)) name = name["fe:".Length..];
            if (name.StartsWith("user_", StringComparison.Ordinal) && !ByBackend.ContainsKey(name)) name = name["user_".Length..];
            if (!ByBackend.TryGetValue(name, out Service? service)) continue;
            _accused.TryAdd(service, new Accusation(service, null, FragmentKind.Global, message));
            found = true;
        }

        return found;
    }

    /// <summary><c>Proxy 'marathon_http_in': unable to find required use_backend: 'nosuch'</c>: whoever wrote a line with that name.</summary>
    private bool AccuseByMissing(ValidationMessage message)
    {
        if (message.Missing is not { Length: > 0 } missing) return false;
        bool found = false;
        byte[] name = Encoding.UTF8.GetBytes(missing);
        ReadOnlySpan<byte> text = generation.Document.Text.WrittenSpan;
        int line = 1;
        foreach (Range range in text.Split((byte)'\n'))
        {
            if (HasWord(text[range], name) && generation.Ownership.OwnerOf(line) is { Service: Service service } owner)
            {
                FragmentKind kind = generation.Document.FragmentOfLine(line)?.Kind ?? FragmentKind.Global;
                _accused.TryAdd(service, new Accusation(service, owner.Template, kind, message));
                found = true;
            }

            line++;
        }

        return found;
    }

    /// <summary>True if a line holds a name as a word of its own.</summary>
    private static bool HasWord(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
    {
        for (int from = 0; line[from..].IndexOf(name) is >= 0 and int at; from += at + 1)
        {
            int start = from + at;
            int end = start + name.Length;
            if ((start == 0 || IsEdge(line[start - 1])) && (end == line.Length || IsEdge(line[end]))) return true;
        }

        return false;
    }

    private static bool IsEdge(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'(' or (byte)')' or (byte)'/' or (byte)',' or (byte)'\'' or (byte)'"';

    /// <summary>
    /// A global template that an operator wrote is to blame, and not everybody who uses it, if all who print it, up to the last one that HAProxy came to, are accused at its lines and of
    /// the same thing.
    /// </summary>
    private Template? CommonFault()
    {
        foreach (IGrouping<Template, Accusation> group in _accused.Values.Where(static accusation => IsOperators(accusation.Template)).GroupBy(static accusation => accusation.Template!))
        {
            HashSet<Service> accused = [.. group.Select(static accusation => accusation.Service)];
            if (accused.Count < 2 || group.Select(static accusation => accusation.Message.Text).Distinct(StringComparer.Ordinal).Count() > 1) continue;
            if (!HasInnocentUser(group.Key, group.First().Kind, accused)) return group.Key;
        }

        return null;
    }

    private static bool IsOperators(Template? template) => template is { Source: TemplateSource.File or TemplateSource.Environment };

    private bool HasInnocentUser(Template template, FragmentKind kind, HashSet<Service> accused)
    {
        Span<RenderedService> services = generation.Document.Services;
        int left = accused.Count;
        for (int i = 0; i < services.Length && left > 0; i++)
        {
            if (accused.Contains(services[i].Service)) left--;
            else if (generation.Ownership.Prints(i, kind, template)) return true;
        }

        return false;
    }

    private Dictionary<string, Service> ByBackend
    {
        get
        {
            if (_byBackend is not null) return _byBackend;
            _byBackend = new(StringComparer.Ordinal);
            foreach (ref RenderedService rendered in generation.Document.Services) _byBackend.TryAdd(rendered.Service.Backend, rendered.Service);
            return _byBackend;
        }
    }

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QuotedName();
}
