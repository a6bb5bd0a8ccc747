using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Tests.Apps;

namespace MarathonLb.Tests.Config;

/// <summary>After the first rounds a rendering allocates nothing, whether nothing changed or one service did.</summary>
public sealed class RenderAllocationTests
{
    [Theory]
    [InlineData(100, false)]
    [InlineData(100, true)]
    [InlineData(1000, false)]
    [InlineData(1000, true)]
    public void Render_AfterWarmUp_AllocatesNothing(int apps, bool map)
    {
        ConfigRenderer renderer = Rendering.With(Rendering.Defaults, new RenderOptions { HaproxyMap = map });
        string[] texts = [.. Enumerable.Range(0, apps).Select(i => SampleApps.App($"/app{i:D4}", 10000 + i, ("0_VHOST", $"host{i}.example.com"), ("0_STICKY", i % 3 == 0 ? "true" : "")))];
        Service[] services = SampleApps.Build(texts).Services;
        services.AsSpan().Reverse();
        Service[] changed = [.. services];
        changed[^((apps / 2) + 1)] = SampleApps.Build(SampleApps.App($"/app{apps / 2:D4}", [10000 + (apps / 2)], ["10.0.0.1", "10.0.0.2"], [("0_VHOST", $"host{apps / 2}.example.com")])).Services[0];

        // Two documents are written in turn: an odd number of rounds brings each text to each of them.
        for (int i = 0; i < 5; i++)
        {
            renderer.Render(services);
            renderer.Render(services);
            renderer.Render(changed);
        }

        // The least of a few rounds: the runtime may do work of its own on this thread while it compiles a method again.
        long unchanged = long.MaxValue, one = long.MaxValue;
        for (int i = 0; i < 5; i++)
        {
            renderer.Render(services);
            unchanged = Math.Min(unchanged, Allocated(renderer, services));
            one = Math.Min(one, Allocated(renderer, changed));
        }

        Assert.Equal((0, 0), (unchanged, one));
    }

    private static long Allocated(ConfigRenderer renderer, Service[] services)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        renderer.Render(services);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
