using System.Text.Json.Nodes;
using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Zdd;

/// <summary>A run of <c>zdd --output json</c> that has ended.</summary>
/// <param name="Run">How it ended and what it said.</param>
internal sealed record DeployRun(Run Run)
{
    public int ExitCode => Run.ExitCode;

    /// <summary>What it did, in order.</summary>
    public IReadOnlyList<JsonNode> Events { get; } = [.. Run.Output.Split('\n').Where(static line => line.StartsWith('{')).Select(static line => JsonNode.Parse(line)!)];

    /// <summary>The last event: exit code and counts.</summary>
    public JsonNode Result => Events[^1];

    /// <summary>Names of the events.</summary>
    public IEnumerable<string> Names => Events.Select(static said => (string)said["event"]!);

    public override string ToString() => Run.ToString();
}
