using System.Globalization;
using System.Text;
using System.Text.Json;
using MarathonLb.Observability;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace MarathonLb.Http;

/// <summary>The answer of <c>/_mlb/ready</c>: 200 or 503, for a person or a program.</summary>
internal static class ReadinessAnswer
{
    /// <summary>Servers named in the text; the JSON has all.</summary>
    private const int MostServers = 20;

    /// <summary>Writes it.</summary>
    public static Task WriteAsync(HttpContext context, IInstance instance, bool json)
    {
        ReadinessDocument document = ReadinessDocument.Of(instance);
        int status = document.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return json
            ? TextAnswer.WriteAsync(context, status, JsonSerializer.SerializeToUtf8Bytes(document, HttpJson.Default.ReadinessDocument), "application/json")
            : TextAnswer.WriteAsync(context, status, Text(document));
    }

    /// <summary>True if the client names JSON among what it takes. A browser does not, and <c>*/*</c> gets text.</summary>
    public static bool WantsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out IList<MediaTypeHeaderValue>? accepted)
        && accepted.Any(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) && type.Quality is not 0);

    private static string Text(ReadinessDocument document)
    {
        StringBuilder text = new(document.Ready ? "ready" : $"not ready: {LogText.Escape(document.Why ?? "no reason given")}");
        Line(text, "HAProxy", document.Serving ? "serves" : "does not serve");
        Line(text, "last look at Marathon", document.SnapshotAgeSeconds is { } age ? $"{Number(age)} s ago" : "none yet");
        if (document.LastRound is { } round) Line(text, "last round", round);
        if (document.LastProblem is { } problem) Line(text, "last problem", problem);
        if (document.Held is { } held) Line(text, "held", held);
        if (document.Pinned is int pinned) Line(text, "pinned", $"the rules of version {Number(pinned)}, until marathon-lb rollback --release");
        Line(text, "services", Number(document.Services));
        Line(text, "servers", Number(document.Servers));
        Line(text, "findings", Number(document.Findings));
        string oldest = document.OldestWorkerAgeSeconds is { } worker ? $" (the oldest for {Number(worker)} s)" : "";
        Line(text, "old workers", $"{Number(document.OldWorkers)}{oldest}");
        Line(text, "changes without a reload", Number(document.Updates));
        string reasons = string.Join(", ", document.Reloads.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key} {Number(pair.Value)}"));
        Line(text, "reloads", $"{Number(document.Reloads.Values.Sum())}{(reasons.Length > 0 ? $" ({reasons})" : "")}");
        if (document.FailedReloads > 0) Line(text, "failed reloads", Number(document.FailedReloads));
        if (document.ByHand.Count > 0) Line(text, "servers set by hand", string.Join(' ', document.ByHand.Take(MostServers)) + (document.ByHand.Count > MostServers ? " …" : ""));
        if (document.Holds > 0) Line(text, "answers held so far", Number(document.Holds));
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, string value) => text.Append('\n').Append(name).Append(": ").Append(LogText.Escape(value));

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
