using System.Text.Json.Serialization;

namespace MarathonLb.Asking;

/// <summary>What becomes of an app and why, as <c>explain</c> and <c>/_mlb/api/explain</c> tell it. Names are part of the interface: add, don't rename.</summary>
/// <param name="App">The id under which it is load balanced.</param>
/// <param name="Members">The apps of Marathon behind it: several in a blue-green deployment group.</param>
/// <param name="Tasks">Its tasks, whatever their state.</param>
/// <param name="Ports">Its service ports in the order of their labels' index; empty if it has none.</param>
/// <param name="Findings">What is wrong with the app as a whole.</param>
internal sealed record AppExplanation(string App, IReadOnlyList<string> Members, int Tasks, IReadOnlyList<PortExplanation> Ports, IReadOnlyList<string> Findings)
{
    /// <summary>The same with secrets masked in whatever quotes HAProxy or a label.</summary>
    public AppExplanation Masked(Func<string, string> mask) => this with
    {
        Findings = [.. Findings.Select(mask)],
        Ports = [.. Ports.Select(port => port with { Reason = mask(port.Reason), Findings = [.. port.Findings.Select(mask)] })],
    };
}

/// <summary>What becomes of a service port.</summary>
/// <param name="Index">The n of its labels.</param>
/// <param name="Port">The port it is bound to; null if none is left for it.</param>
/// <param name="Exposed">True if it is in the configuration.</param>
/// <param name="Rule">A stable word for the first rule that decided: <c>exposed</c>, <c>ourselves</c>, <c>app-left-out</c>, <c>no-port</c>, <c>same-port</c>,
/// <c>disabled</c>, <c>strict-mode</c>, <c>group</c>, <c>label</c>, <c>no-tasks</c>, <c>no-servers</c>, <c>health</c>, <c>template</c>, <c>rejected</c>, <c>port-taken</c>.</param>
/// <param name="Reason">The rule in words.</param>
/// <param name="Mode">http or tcp.</param>
/// <param name="Groups">The groups that expose it.</param>
/// <param name="Backend">The backend's name; null if there is none.</param>
/// <param name="ReachedBy">The ways to it.</param>
/// <param name="HealthCheck">How HAProxy checks its servers; null if it does not.</param>
/// <param name="Servers">Its servers.</param>
/// <param name="Templates">The templates that it brings itself, by label.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="Lines">The lines of the configuration that are its own, as <c>12-20</c>.</param>
internal sealed record PortExplanation(
    int Index,
    int? Port,
    bool Exposed,
    string Rule,
    string Reason,
    string? Mode,
    IReadOnlyList<string> Groups,
    string? Backend,
    IReadOnlyList<string> ReachedBy,
    string? HealthCheck,
    IReadOnlyList<string> Servers,
    IReadOnlyList<string> Templates,
    IReadOnlyList<string> Findings,
    IReadOnlyList<string> Lines);

/// <summary>The answer to a question about an app that there is not.</summary>
/// <param name="Unknown">The app that was asked for.</param>
/// <param name="Nearest">The apps whose ids look most like it.</param>
internal sealed record UnknownApp(string Unknown, IReadOnlyList<string> Nearest);

/// <summary>Generated serializers: reflection does not survive native compilation.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(AppExplanation))]
[JsonSerializable(typeof(UnknownApp))]
[JsonSerializable(typeof(Routing.RouteAnswer))]
internal sealed partial class AskingJson : JsonSerializerContext;
