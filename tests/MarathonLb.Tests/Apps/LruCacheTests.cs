using MarathonLb.Apps;

namespace MarathonLb.Tests.Apps;

public sealed class LruCacheTests
{
    [Fact]
    public void Set_BeyondCapacity_ForgetsTheOneUnusedForLongest()
    {
        LruCache<string, int> cache = new(2);
        cache.Set("a", 1);
        cache.Set("b", 2);
        Assert.True(cache.TryGetValue("a", out _));

        cache.Set("c", 3);

        Assert.True(cache.TryGetValue("a", out int a));
        Assert.Equal(1, a);
        Assert.False(cache.TryGetValue("b", out _));
        Assert.Equal(2, cache.Count);
    }

    [Fact]
    public void Set_KeyItHas_ReplacesTheValueAndCountsAsUse()
    {
        LruCache<string, int> cache = new(2);
        cache.Set("a", 1);
        cache.Set("b", 2);
        cache.Set("a", 10);

        cache.Set("c", 3);

        Assert.True(cache.TryGetValue("a", out int a));
        Assert.Equal(10, a);
        Assert.False(cache.TryGetValue("b", out _));
    }

    [Fact]
    public void Set_CapacityZero_KeepsNothing()
    {
        LruCache<string, int> cache = new(0);

        cache.Set("a", 1);

        Assert.False(cache.TryGetValue("a", out _));
    }
}
