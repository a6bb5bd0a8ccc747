using System.Diagnostics;

namespace MarathonLb.EndToEnd;

/// <summary>Waits for conditions instead of guessing how long something takes.</summary>
internal static class Eventually
{
    /// <summary>Longer than anything takes on a machine that is busy with other tests; a test that passes does not pay for it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Looks again and again until it is so; fails the test after half a minute. The pauses grow with the time waited, since a look costs the machine
    /// that is waited for: no wait gets a tenth longer by them.
    /// </summary>
    public static Task IsTrueAsync(Func<bool> condition, string what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, string)"/>
    public static Task IsTrueAsync(Func<Task<bool>> condition, string what) => IsTrueAsync(condition, () => what);

    /// <param name="condition">The condition.</param>
    /// <param name="what">What was waited for, asked only in the end.</param>
    public static Task IsTrueAsync(Func<bool> condition, Func<string> what) => IsTrueAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, Func{string})"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, Func<string> what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            if (clock.Elapsed > Limit) Assert.Fail($"waited {Limit.TotalSeconds} s in vain: {what()}");
            await Task.Delay(TimeSpan.FromTicks(Math.Clamp(clock.Elapsed.Ticks / 20, ShortestPause.Ticks, LongestPause.Ticks)));
        }
    }
}
