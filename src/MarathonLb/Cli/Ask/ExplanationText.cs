using System.Globalization;
using System.Text;
using MarathonLb.Asking;
using MarathonLb.Observability;

namespace MarathonLb.Cli.Ask;

/// <summary>Writes explanations for people.</summary>
internal static class ExplanationText
{
    /// <summary>An app.</summary>
    public static string Of(AppExplanation app, TerminalColours colours)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{colours.Strong(LogText.Escape(app.App))}: {app.Ports.Count} service port(s), {app.Tasks} task(s)\n");
        if (app.Members.Count > 1) Line(text, 2, "deployment group of", string.Join(", ", app.Members));
        foreach (string finding in app.Findings) Line(text, 2, colours.Doubtful("finding"), finding);
        if (app.Ports.Count == 0) text.Append("  it has no service port, so there is nothing to expose; define a port, and for a container network a servicePort in its mapping\n");
        foreach (PortExplanation port in app.Ports) Append(text, port, colours);
        return text.ToString();
    }

    /// <summary>No app.</summary>
    public static string Of(UnknownApp unknown) => unknown.Nearest.Count == 0
        ? $"there is no app {LogText.Escape(unknown.Unknown)}\n"
        : $"there is no app {LogText.Escape(unknown.Unknown)}; did you mean {LogText.Escape(string.Join(", ", unknown.Nearest))}?\n";

    private static void Append(StringBuilder text, PortExplanation port, TerminalColours colours)
    {
        string number = port.Port?.ToString(CultureInfo.InvariantCulture) ?? "none";
        string verdict = port.Exposed ? colours.Good("exposed") : colours.Bad("not exposed");
        text.Append(CultureInfo.InvariantCulture, $"  port {port.Index} (service port {number}): {verdict}: {LogText.Escape(port.Reason)}{(port.Exposed ? "" : $" [{port.Rule}]")}\n");
        if (port.Mode is string mode) Line(text, 4, "mode", mode);
        Line(text, 4, "groups", port.Groups.Count == 0 ? "none (only --group '*' serves it)" : string.Join(", ", port.Groups));
        foreach (string way in port.ReachedBy) Line(text, 4, "reached by", way);
        if (port.HealthCheck is string check) Line(text, 4, "health check", check);
        if (port.Backend is string backend) Line(text, 4, "backend", backend);
        foreach (string server in port.Servers) Line(text, 4, "server", server);
        if (port.Templates.Count > 0) Line(text, 4, "own templates", string.Join(", ", port.Templates));
        foreach (string finding in port.Findings) Line(text, 4, colours.Doubtful("finding"), finding);
        if (port.Lines.Count > 0) Line(text, 4, "lines", string.Join(", ", port.Lines));
    }

    private static void Line(StringBuilder text, int indent, string name, string value) => text.Append(' ', indent).Append(name).Append(": ").Append(LogText.Escape(value)).Append('\n');
}
