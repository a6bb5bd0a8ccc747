using System.Globalization;
using System.Text.RegularExpressions;

namespace MarathonLb.Asking.Routing;

/// <summary>
/// Follows a request through a configuration as HAProxy does: http-request rules in their order, then use_backend rules, then the default. It reads the rendered text, not labels,
/// so what it says holds for any template whose lines it understands; those that it does not understand are named as doubts.
/// </summary>
internal sealed partial class RouteTracer
{
    /// <summary>Grouped HTTPS goes from frontend to frontend once; a circle of a user's own must end.</summary>
    private const int MostHops = 5;

    private readonly List<ConfigSection> _sections;
    private readonly Func<int, string?> _ownerOf;
    private readonly RouteScope _scope;
    private readonly string _url;
    private readonly List<RouteLine> _steps = [];
    private readonly List<RouteLine> _shadowed = [];
    private readonly List<RouteLine> _doubts = [];
    private bool _needsPassword;
    private string? _backend;

    /// <summary>Where a rule that ends the way leads; null while none did.</summary>
    private (string Outcome, string Reason, string? Location)? _end;

    private RouteTracer(ConfigText config, RouteRequest request, string url)
    {
        _sections = config.Sections;
        _ownerOf = config.OwnerOf;
        _scope = new RouteScope(request, config.Maps);
        _url = url;
    }

    /// <summary>Follows a request.</summary>
    public static RouteAnswer Trace(ConfigText config, RouteRequest request, string url) => new RouteTracer(config, request, url).Trace();

    private RouteAnswer Trace()
    {
        string port = _scope.Request.Port.ToString(CultureInfo.InvariantCulture);
        ConfigSection? frontend = _sections.Find(section => BindOf(section, address => address.EndsWith(":" + port, StringComparison.Ordinal)) is not null);
        if (frontend is null) return Answer(null, "nothing", $"nothing listens on port {port}", null, []);
        WarnOfTls(frontend, address => address.EndsWith(":" + port, StringComparison.Ordinal));
        for (int hop = 0; hop < MostHops; hop++)
        {
            ConfigSection? backend = WalkFrontend(frontend);
            if (_end is not null) return Answer(frontend, _end.Value.Outcome, _end.Value.Reason, _end.Value.Location, ServersOf(backend));
            if (backend is null) return Answer(frontend, "nothing", Refusal(frontend), null, []);
            if (NextFrontend(backend) is ConfigSection next)
            {
                frontend = next;
                continue;
            }

            _backend = backend.Name;
            WalkRules(backend, isFrontend: false);
            return _end is { } end
                ? Answer(frontend, end.Outcome, end.Reason, end.Location, ServersOf(backend))
                : Answer(frontend, "backend", $"the servers of {backend.Name} answer", null, ServersOf(backend));
        }

        return Answer(frontend, "nothing", "the frontends lead in a circle", null, []);
    }

    private RouteAnswer Answer(ConfigSection? frontend, string outcome, string reason, string? location, IReadOnlyList<string> servers) =>
        new(_url, outcome, reason, frontend?.Name, _backend, location, _needsPassword, _steps, servers, _shadowed, _doubts);

    private static string Refusal(ConfigSection frontend)
    {
        bool tcp = frontend.Lines.Any(static line => line.Text == "mode tcp");
        bool misdirected = frontend.Lines.Any(static line => line.Text.Contains("set-status 421", StringComparison.Ordinal));
        return $"no rule wants it: HAProxy {(tcp ? "closes the connection" : misdirected ? "answers 421" : "answers 503")}";
    }

    /// <summary>The backend that a frontend hands a request to; null without.</summary>
    private ConfigSection? WalkFrontend(ConfigSection frontend)
    {
        WalkRules(frontend, isFrontend: true);
        if (_end is not null) return _sections.Find(section => section.Kind == "backend" && section.Name == _backend);
        string? chosen = null;
        foreach (ConfigLine line in frontend.Lines.OrderBy(static line => line.Text.StartsWith("default_backend", StringComparison.Ordinal)))
        {
            if (line.Words() is not ["use_backend" or "default_backend", string name, ..] words) continue;
            if (words[0] == "default_backend" && chosen is not null) continue;
            bool? applies = _scope.Applies(words);
            if (applies is false || (applies is null && chosen is not null)) continue;
            string? backend = Formatted(name);
            if (applies is null || backend is null) _doubts.Add(LineOf(line));
            else if (chosen is null) _steps.Add(LineOf(line, chosen = backend));
            else if (backend != chosen) _shadowed.Add(LineOf(line, backend));
        }

        if (chosen is null && frontend.Kind == "listen") chosen = frontend.Name;
        _backend = chosen ?? _backend;
        return _sections.Find(section => section.Kind is "backend" or "listen" && section.Name == chosen);
    }

    private void WalkRules(ConfigSection section, bool isFrontend)
    {
        _scope.Enter(section);
        foreach (ConfigLine line in section.Lines)
        {
            if (_end is not null) return;
            List<string> words = line.Words();
            if (words is ["monitor-uri", string uri] && uri == _scope.Request.Path) End(line, "haproxy", "HAProxy answers for its own health (monitor-uri)", null);
            if (words is ["redirect", ..]) words.Insert(0, "http-request");
            if (words is ["http-request", string action, ..]) Follow(line, words, action, isFrontend);
        }
    }

    private void Follow(ConfigLine line, List<string> words, string action, bool isFrontend)
    {
        if (action.StartsWith("set-var(", StringComparison.Ordinal))
        {
            SetVariable(line, words, SampleExpression.Call(action).Arguments[0]);
            return;
        }

        bool ends = action is "redirect" or "deny" or "tarpit" or "reject" or "silent-drop" or "return" or "use-service";
        bool changes = isFrontend && action is "set-path" or "set-pathq" or "set-uri" or "replace-path" or "replace-pathq" or "replace-uri";
        if (action == "auth")
        {
            _scope.KnowsPassword = false;
            if (_scope.Applies(words) is true)
            {
                _needsPassword = true;
                _steps.Add(LineOf(line));
            }

            _scope.KnowsPassword = true;
        }
        else if (ends || changes)
        {
            bool? applies = _scope.Applies(words);
            if (applies is null || (changes && applies is true)) _doubts.Add(LineOf(line));
            else if (applies is true) Finish(line, words, action);
        }
    }

    private void Finish(ConfigLine line, List<string> words, string action)
    {
        if (action == "redirect")
        {
            string? location = LocationOf(words);
            End(line, "redirect", $"HAProxy redirects to {location ?? "a place that can't be told"}", location);
        }
        else if (action is "return" or "use-service")
        {
            End(line, "haproxy", "HAProxy answers itself", null);
        }
        else
        {
            End(line, "denied", "HAProxy refuses it", null);
        }
    }

    private void End(ConfigLine line, string outcome, string reason, string? location)
    {
        _steps.Add(LineOf(line));
        _end = (outcome, reason, location);
    }

    /// <summary>The first rule that sets the backend's variable wins; those after it that would set another are shadowed.</summary>
    private void SetVariable(ConfigLine line, List<string> words, string name)
    {
        if (words.Count < 3) return;
        bool routes = name == "txn.mlb_backend";
        bool taken = _scope.Variables.Remove(name, out Sample earlier) && earlier.Value is not null;
        bool? applies = _scope.Applies(words);
        Sample value = applies is false ? default : SampleExpression.Evaluate(words[2], _scope);
        if (taken) _scope.Variables[name] = earlier;
        if (applies is false || (value.IsKnown && value.Value is null)) return;
        if (taken && _scope.Applies(words) is false)
        {
            if (routes && applies is true && value.IsKnown && value.Value != earlier.Value) _shadowed.Add(LineOf(line, value.Value));
            return;
        }

        if (applies is null || !value.IsKnown)
        {
            if (routes) _doubts.Add(LineOf(line));
            return;
        }

        _scope.Variables[name] = value;
        if (!routes) return;
        _backend = value.Value;
        _steps.Add(LineOf(line, value.Value));
    }

    private string? LocationOf(List<string> words)
    {
        int kind = words.FindIndex(static word => word is "location" or "prefix" or "scheme");
        if (kind < 0 || kind + 1 >= words.Count || Formatted(words[kind + 1]) is not string text) return null;
        RouteRequest request = _scope.Request;
        return words[kind] switch
        {
            "scheme" => $"{text}://{request.Headers["Host"]}{request.Path}{request.Query}",
            "prefix" => text.TrimEnd('/') + request.Path + request.Query,
            _ => text,
        };
    }

    /// <summary>A log-format text with its samples filled in; null if one is not known.</summary>
    private string? Formatted(string text)
    {
        bool known = true;
        string filled = Variable().Replace(text, match =>
        {
            Sample sample = SampleExpression.Evaluate(match.Groups["expression"].Value, _scope);
            known &= sample.IsKnown;
            return sample.Value ?? "";
        });
        return known && filled.Length > 0 ? filled : null;
    }

    /// <summary>The frontend that a backend's only server leads to, on an abstract socket of the same HAProxy (--group-https-by-vhost).</summary>
    private ConfigSection? NextFrontend(ConfigSection backend)
    {
        string? address = backend.Lines.Select(static line => line.Words()).Where(static words => words is ["server", _, _, ..]).Select(static words => words[2]).FirstOrDefault();
        if (address is null || !address.StartsWith("abns@", StringComparison.Ordinal)) return null;
        return _sections.Find(section => BindOf(section, bound => bound == address) is not null);
    }

    private void WarnOfTls(ConfigSection frontend, Predicate<string> isIt)
    {
        ConfigLine bind = BindOf(frontend, isIt)!.Value;
        bool tls = bind.Words().Contains("ssl") || frontend.Lines.Any(static line => line.Text.Contains("ssl_hello_type", StringComparison.Ordinal));
        if (tls != _scope.Request.IsTls) _doubts.Add(LineOf(bind) with { Owner = tls ? "this port speaks TLS, and the URL says http" : "this port speaks no TLS, and the URL says https" });
    }

    private static ConfigLine? BindOf(ConfigSection section, Predicate<string> isIt)
    {
        if (section.Kind is not ("frontend" or "listen")) return null;
        foreach (ConfigLine line in section.Lines)
        {
            if (line.Words() is ["bind", string addresses, ..] && Array.Exists(addresses.Split(','), isIt)) return line;
        }

        return null;
    }

    private static string[] ServersOf(ConfigSection? backend) => backend is null ? [] :
    [
        .. backend.Lines.Select(static line => line.Words()).Where(static words => words is ["server", _, _, ..])
            .Select(static words => $"{words[1]} {words[2]}{(words.Contains("disabled") ? " (draining)" : "")}"),
    ];

    private RouteLine LineOf(ConfigLine line, string? backend = null) => new(line.Number, line.Text, _ownerOf(line.Number) ?? (backend is null ? null : $"backend {backend}"));

    [GeneratedRegex(@"%\[(?<expression>[^\]]*)\]", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
