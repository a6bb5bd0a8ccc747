using System.Text;
using System.Text.Json;
using MarathonLb.Observability;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Tests.Observability;

public sealed class LogFormatTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 8, 40, 30, 123, TimeSpan.FromHours(1));

    private static LogRecord Record(string message, LogLevel level = LogLevel.Warning, Exception? exception = null) =>
        new(Time, level, "MarathonLb.Cli.DirectCommand", new EventId(5003, "NothingToDo"), message, exception);

    private static string Line(string pattern, LogRecord record)
    {
        IReadOnlyList<LogPatternPiece>? pieces = LogPatternParser.Parse(pattern, out string problem);
        Assert.Equal("", problem);
        StringBuilder line = new();
        new PatternLogFormat(pieces!).Append(line, record);
        return line.ToString();
    }

    /// <summary>The expected texts are what Python 3.11 prints for the same record.</summary>
    [Theory]
    [InlineData("%(asctime)-15s %(name)s: %(message)s", "2026-11-24 08:40:30,123 marathon_lb: hello")]
    [InlineData("%(levelname)-8s|%(levelname)8s|%(levelname).4s|", "WARNING | WARNING|WARN|")]
    [InlineData("%(levelno)d %(levelno)05d %(levelno)+d %(levelno)-5d|", "30 00030 +30 30   |")]
    [InlineData("%(msecs)03d %(msecs)d", "123 123")]
    [InlineData("%(created).3f", "1795506030.123")]
    [InlineData("100%% %(module)s %(funcName)s %(lineno)d", "100% DirectCommand NothingToDo 0")]
    [InlineData("%(processName)s", "MainProcess")]
    [InlineData("", "")]
    public void Append_PythonPattern_PrintsAsPython(string pattern, string expected) => Assert.Equal(expected, Line(pattern, Record("hello")));

    [Fact]
    public void Append_ProcessAndThread_AreNumbers() =>
        Assert.Equal($"{Environment.ProcessId} {Environment.CurrentManagedThreadId}", Line("%(process)d %(thread)d", Record("x")));

    [Theory]
    [InlineData("%(nonsense)s", "at character 1: 'nonsense' is no field")]
    [InlineData("a %s", "at character 3: a % starts no field")]
    [InlineData("50%", "at character 3: a % starts no field")]
    [InlineData("%(name", "at character 1: a % starts no field")]
    [InlineData("%(name)", "at character 1: %(name) has no conversion")]
    [InlineData("%(name)x", "at character 1: %(name) has no conversion")]
    [InlineData("%(name)d", "at character 1: 'name' is text")]
    [InlineData("%(name)99999999999s", "at character 1: %(name) is wider than")]
    public void Parse_BadPattern_SaysWhereAndWhat(string pattern, string problem)
    {
        Assert.Null(LogPatternParser.Parse(pattern, out string said));
        Assert.StartsWith(problem, said);
    }

    [Fact]
    public void Append_MessageWithNewline_CannotForgeALine()
    {
        string line = Line("%(message)s", Record("a\r\n2026 CRITICAL forged\u001b[2J\u2028\u202e\u0085\tb"));
        Assert.Equal("a\\r\\n2026 CRITICAL forged\\x1b[2J\\u2028\\u202e\\x85\tb", line);
    }

    [Fact]
    public void Append_Exception_IsIndentedOnLinesOfItsOwn()
    {
        string[] lines = Line("%(message)s", Record("failed", LogLevel.Error, new InvalidOperationException("bad\nforged"))).Split('\n');
        Assert.Equal("failed", lines[0]);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("    ", line));
    }

    [Fact]
    public void Append_Json_IsOneObjectOnOneLine()
    {
        StringBuilder line = new();
        new JsonLogFormat().Append(line, Record("a\n\"b\" ü", LogLevel.Critical, new IOException("disk")));
        Assert.DoesNotContain('\n', line.ToString());
        using JsonDocument json = JsonDocument.Parse(line.ToString());
        Assert.Equal("a\n\"b\" ü", json.RootElement.GetProperty("message").GetString());
        Assert.Equal("CRITICAL", json.RootElement.GetProperty("level").GetString());
        Assert.Equal("marathon_lb", json.RootElement.GetProperty("logger").GetString());
        Assert.Equal("2026-11-24T07:40:30.123Z", json.RootElement.GetProperty("time").GetString());
        Assert.Contains("disk", json.RootElement.GetProperty("exception").GetString());
    }

    [Fact]
    public void Append_JsonWithArguments_HasAFieldForEach()
    {
        KeyValuePair<string, object?>[] arguments =
        [
            new("AppCount", 3), new("Took", 1.5), new("Good", true), new("apps", new[] { "/a\n", "/b" }), new("Level", LogLevel.Warning), new("problem", null), new("appCount", 4),
            new("Endless", double.NaN), new("{OriginalFormat}", "text {AppCount}"),
        ];
        StringBuilder line = new();
        new JsonLogFormat().Append(line, Record("text 3") with { Arguments = arguments });

        using JsonDocument json = JsonDocument.Parse(line.ToString());
        Assert.Equal(
            """{"appCount":3,"took":1.5,"good":true,"apps":["/a\n","/b"],"level":"Warning","problem":null,"endless":"NaN"}""",
            json.RootElement.GetProperty("fields").GetRawText());
    }

    [Fact]
    public void Append_JsonWithoutArguments_HasNoFields()
    {
        StringBuilder line = new();
        new JsonLogFormat().Append(line, Record("text") with { Arguments = [new("{OriginalFormat}", "text")] });
        using JsonDocument json = JsonDocument.Parse(line.ToString());
        Assert.False(json.RootElement.TryGetProperty("fields", out _));
    }

    [Theory]
    [InlineData("CRITICAL", LogLevel.Critical)]
    [InlineData("error", LogLevel.Error)]
    [InlineData("WARNING", LogLevel.Warning)]
    [InlineData("INFO", LogLevel.Information)]
    [InlineData("DEBUG", LogLevel.Debug)]
    [InlineData("NOTSET", LogLevel.Trace)]
    public void Parse_LevelName_GivesLevel(string name, LogLevel level) => Assert.Equal(level, LogLevelNames.Parse(name));
}
