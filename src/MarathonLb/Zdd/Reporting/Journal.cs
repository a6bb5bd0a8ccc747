using System.Text.Json.Nodes;
using MarathonLb.Zdd.Definition;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Zdd.Reporting;

/// <summary>
/// Says what a deploy does: a line in the log for people, and with <c>--output json</c> an object per line on standard output for programs. Waits get
/// one line per change, not one per look.
/// </summary>
/// <param name="logger">The log.</param>
/// <param name="output">Standard output.</param>
/// <param name="json">Write objects.</param>
/// <param name="clock">For times.</param>
internal sealed partial class Journal(ILogger logger, TextWriter output, bool json, TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private string? _waitingFor;
    private long _waitingSince;

    /// <summary>Old tasks killed so far.</summary>
    public int Killed { get; set; }

    /// <summary>Sessions that were cut because the longest wait was over.</summary>
    public long CutSessions { get; set; }

    /// <summary>How far the deploy is, for a terminal.</summary>
    public string Progress { get; set; } = "";

    /// <summary>What a terminal shows while something is waited for; null where there is none.</summary>
    public Action<string>? Status { get; init; }

    /// <summary>Says that something is, or is about to be, done.</summary>
    /// <param name="name">What programs know it by.</param>
    /// <param name="text">For people.</param>
    /// <param name="fields">For programs.</param>
    public void Note(string name, string text, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        EndWait();
        Log.Said(logger, text);
        Write(name, text, fields);
    }

    /// <summary>Says that something is not as it should be.</summary>
    public void Warn(string name, string text, params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        EndWait();
        Log.Warned(logger, text);
        Write(name, text, fields);
    }

    /// <summary>Says what is waited for, if that has changed.</summary>
    /// <param name="kind">What programs know it by.</param>
    /// <param name="text">What is waited for.</param>
    /// <param name="limit">How long at most.</param>
    public void Wait(string kind, string text, TimeSpan limit)
    {
        if (_waitingFor is null) _waitingSince = clock.GetTimestamp();
        Status?.Invoke($"{Progress} waiting {Seconds(clock.GetElapsedTime(_waitingSince))} for {text}");
        if (_waitingFor == text) return;
        _waitingFor = text;
        string most = limit == Timeout.InfiniteTimeSpan ? "" : $" (at most {Seconds(limit)})";
        Log.Said(logger, $"waiting for {text}{most}");
        Write("waiting", text, [("for", kind), ("seconds", (int)clock.GetElapsedTime(_waitingSince).TotalSeconds)]);
    }

    /// <summary>Prints the definition that is, or would be, posted.</summary>
    public void Definition(JsonObject app)
    {
        Log.Said(logger, "Final app definition:");
        if (json) Write("definition", "", [("app", app.DeepClone())]);
        else output.Write(SortedJson.Of(app) + "\n");
    }

    /// <summary>Lists the steps to come.</summary>
    public void Plan(IReadOnlyList<string> steps)
    {
        for (int i = 0; i < steps.Count; i++) Log.Said(logger, $"step {i + 1} would be: {steps[i]}");
        Write("plan", "", [("steps", new JsonArray([.. steps.Select(static step => (JsonNode)step)]))]);
    }

    /// <summary>The last word.</summary>
    public void Result(ZddExitCode code, string text)
    {
        EndWait();
        string cut = CutSessions > 0 ? $"; {Counted.Of(CutSessions, "session")} cut" : "";
        string whole = $"{text} ({Counted.Of(Killed, "task")} replaced in {Seconds(clock.GetElapsedTime(_start))}{cut})";
        if (code == ZddExitCode.Done) Log.Said(logger, whole);
        else foreach (string line in text.Split('\n')) Log.Failed(logger, line);
        Write("result", text, [("exitCode", (int)code), ("killed", Killed), ("cutSessions", CutSessions), ("seconds", (int)clock.GetElapsedTime(_start).TotalSeconds)]);
    }

    private void EndWait()
    {
        Status?.Invoke("");
        if (_waitingFor is null) return;
        _waitingFor = null;
        if (clock.GetElapsedTime(_waitingSince) is { TotalSeconds: >= 1 } waited) Log.Said(logger, $"waited {Seconds(waited)}");
    }

    private void Write(string name, string text, ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        if (!json) return;
        JsonObject line = new() { ["time"] = clock.GetUtcNow().UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture), ["event"] = name };
        if (text.Length > 0) line["text"] = text;
        foreach ((string field, JsonNode? value) in fields) line[field] = value;
        output.Write(line.ToJsonString() + "\n");
        output.Flush();
    }

    private static string Seconds(TimeSpan time) => Marathon.FailureReason.Seconds(TimeSpan.FromSeconds(Math.Round(time.TotalSeconds, time.TotalSeconds < 10 ? 1 : 0)));

    private static partial class Log
    {
        [LoggerMessage(7000, LogLevel.Information, "{Text}")]
        public static partial void Said(ILogger logger, string text);

        [LoggerMessage(7001, LogLevel.Warning, "{Text}")]
        public static partial void Warned(ILogger logger, string text);

        [LoggerMessage(7002, LogLevel.Error, "{Text}")]
        public static partial void Failed(ILogger logger, string text);
    }
}
