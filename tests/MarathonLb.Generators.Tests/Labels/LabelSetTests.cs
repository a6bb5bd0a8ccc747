using MarathonLb.Generators.Tests.Harness;

namespace MarathonLb.Generators.Tests.Labels;

/// <summary>The generated halves of the label sets.</summary>
public sealed class LabelSetTests
{
    [Theory]
    [InlineData("Path", "/api")]
    [InlineData("Mode", "tcp")]
    public void TrySet_TextLabel_SetsItsProperty(string id, string value) => Assert.Equal(value, Set(id, out _, value));

    [Fact]
    public void TrySet_ListLabel_SetsItsProperty() => Assert.Equal(new[] { "a", "b" }, Set("Vhost", out _, "a,b"));

    [Fact]
    public void TrySet_FlagLabel_SetsItsProperty() => Assert.Equal(true, Set("Sticky", out _, "true"));

    [Fact]
    public void TrySet_NumberLabel_SetsItsProperty() => Assert.Equal(5, Set("Port", out _, "12345"));

    [Fact]
    public void TrySet_NothingSet_PropertyIsNull() => Assert.Null(Set("Vhost", out _));

    [Fact]
    public void TrySet_BadValue_GivesTheProblemAndKeepsTheProperty()
    {
        object? value = Set("Path", out string problem, "/good", "bad");

        Assert.Equal("/good", value);
        Assert.Contains("it is bad", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TrySet_EveryLabelOfTheSet_IsAccepted() => Assert.All(
        LiveModel.Call<string[]>("Labels").Select(static line => line.Split(' ')).Where(static words => words[2] == "Service"),
        static words => Assert.NotNull(Set(words[0], out _, "true")));

    [Theory]
    [InlineData("Vhost")]
    [InlineData("None")]
    public void TrySet_LabelOfAnotherSet_Throws(string id)
    {
        ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(() => LiveModel.Call<object?>("SetOnApp", id));

        Assert.Equal("id", error.ParamName);
    }

    private static object? Set(string id, out string problem, params string[] values)
    {
        object?[] arguments = [id, values, null];
        object? value = LiveModel.Call<object?>("SetService", arguments);
        problem = (string)arguments[2]!;
        return value;
    }
}
