using System.Diagnostics;

namespace MarathonLb.EndToEnd;

/// <summary>Waits for conditions instead of guessing how long something takes.</summary>
internal static class Eventually
{
    /// <summary>Looks every few milliseconds until it is so; fails the test after ten seconds.</summary>
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
            if (clock.Elapsed > TimeSpan.FromSeconds(10)) Assert.Fail("waited 10 s in vain: " + what());
            await Task.Delay(5);
        }
    }
}
