using System.Collections.Concurrent;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>One stack per HAProxy version for all tests of a class, started when the first test of that version asks.</summary>
public abstract class StackFixture : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<Stack>>> _stacks = new(StringComparer.Ordinal);

    /// <summary>The stack on a HAProxy.</summary>
    internal Task<Stack> OnAsync(string haproxy) =>
        _stacks.GetOrAdd(haproxy, name => new Lazy<Task<Stack>>(() => Stack.StartAsync(name, Plan))).Value;

    /// <summary>Says what the stacks run.</summary>
    internal abstract void Plan(StackPlan plan);

    public async ValueTask DisposeAsync()
    {
        foreach (Lazy<Task<Stack>> stack in _stacks.Values)
        {
            // One that did not start has cleaned up after itself, and its test has failed.
            if (stack.Value.IsCompletedSuccessfully) await (await stack.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
