using MarathonLb.Zdd.Swapping;

namespace MarathonLb.Tests.Zdd;

public sealed class SwapGoalTests
{
    /// <summary>floor(n + (n + 1) / 2), the target once that reaches the old app's size.</summary>
    [Theory]
    [InlineData(1, 10, 2)]
    [InlineData(2, 9, 3)]
    [InlineData(3, 8, 5)]
    [InlineData(4, 8, 6)]
    [InlineData(5, 7, 10)]
    [InlineData(0, 10, 1)]
    public void NextSize_ByHalf_JumpsToTheTargetWhereItReachesTheOldApp(int instances, int old, int expected) =>
        Assert.Equal(expected, new SwapGoal(10, 0, 0).NextSize(instances, old));

    [Theory]
    [InlineData(1, 10, 4)]
    [InlineData(4, 6, 7)]
    [InlineData(9, 1, 10)]
    public void NextSize_Linear_NeverJumps(int instances, int old, int expected) => Assert.Equal(expected, new SwapGoal(10, 0, 3).NextSize(instances, old));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(3, 5)]
    [InlineData(5, 6)]
    public void NextSize_Hybrid_StopsAtTheSplit(int instances, int expected) => Assert.Equal(expected, new SwapGoal(10, 6, 0).NextSize(instances, 10));

    [Fact]
    public void Forecast_TenByHalf_ListsEveryStep() => Assert.Equal(
        [
            "kill 1 drained task of b (9 left), scale g from 1 to 2",
            "kill 1 drained task of b (8 left), scale g from 2 to 3",
            "kill 1 drained task of b (7 left), scale g from 3 to 5",
            "kill 2 drained tasks of b (5 left), scale g from 5 to 10",
            "delete b when all of it (5 tasks) is drained",
        ],
        StepForecast.Of("b", 10, "g", 1, new SwapGoal(10, 0, 0)));

    [Fact]
    public void Forecast_Hybrid_StopsWithBoth() => Assert.Equal(
        ["kill 1 drained task of b (9 left), scale g from 1 to 2", "kill 1 drained task of b (8 left)", "stop with 2 of g beside 8 of b"],
        StepForecast.Of("b", 10, "g", 1, new SwapGoal(10, 2, 0)));

    /// <summary>Whatever the sizes, the swap ends, and both apps together never have fewer instances than the target.</summary>
    [Fact]
    public void Forecast_AnySizes_Ends()
    {
        for (int target = 0; target <= 25; target++)
        {
            for (int linear = 0; linear < 4; linear++)
            {
                for (int hybrid = 0; hybrid <= target; hybrid++)
                {
                    SwapGoal goal = new(target, hybrid, linear);
                    string[] steps = [.. StepForecast.Of("b", target, "g", Math.Min(1, target), goal).Take(100)];
                    Assert.InRange(steps.Length, 1, 99);
                    Assert.StartsWith(hybrid > 0 ? "stop with" : "delete b", steps[^1], StringComparison.Ordinal);
                }
            }
        }
    }
}
