using System.Globalization;
using System.Text;
using MarathonLb.Asking.Routing;
using MarathonLb.Observability;

namespace MarathonLb.Cli.Ask;

/// <summary>Writes routes for people.</summary>
internal static class RouteText
{
    /// <summary>A route.</summary>
    public static string Of(RouteAnswer answer, TerminalColours colours)
    {
        StringBuilder text = new();
        string reason = LogText.Escape(answer.Reason);
        string verdict = answer.Outcome == "backend" ? colours.Good(reason) : answer.Outcome == "nothing" ? colours.Bad(reason) : colours.Doubtful(reason);
        text.Append(CultureInfo.InvariantCulture, $"{colours.Strong(LogText.Escape(answer.Url))}: {verdict}\n");
        if (answer.Frontend is string frontend) text.Append(CultureInfo.InvariantCulture, $"  frontend: {LogText.Escape(frontend)}\n");
        if (answer.Backend is string backend) text.Append(CultureInfo.InvariantCulture, $"  backend: {LogText.Escape(backend)}\n");
        if (answer.NeedsPassword) text.Append("  a password is asked for\n");
        foreach (RouteLine line in answer.Steps) Append(text, "decided by", line);
        foreach (string server in answer.Servers) text.Append(CultureInfo.InvariantCulture, $"  server: {LogText.Escape(server)}\n");
        foreach (RouteLine line in answer.Shadowed) Append(text, colours.Doubtful("comes too late"), line);
        foreach (RouteLine line in answer.Doubts) Append(text, colours.Doubtful("may decide otherwise"), line);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, RouteLine line)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {name}: line {line.Line}: {LogText.Escape(line.Text)}\n");
        if (line.Owner is string owner) text.Append(CultureInfo.InvariantCulture, $"    of {LogText.Escape(owner)}\n");
    }
}
