using MarathonLb.Observability;

namespace MarathonLb.Tests.Observability;

public sealed class MetricsTextTests
{
    [Fact]
    public void Sample_LabelValue_IsEscaped()
    {
        MetricsText text = new();
        text.Counter("x_total", "What it counts.").Sample(3, ("host", "a\"b\\c\nd"), ("status", "200"));

        Assert.Equal(
            "# HELP marathon_lb_x_total What it counts.\n# TYPE marathon_lb_x_total counter\nmarathon_lb_x_total{host=\"a\\\"b\\\\c\\nd\",status=\"200\"} 3\n",
            text.ToString());
    }

    [Fact]
    public void Histogram_Buckets_AreCumulative()
    {
        Histogram histogram = new(0.01, 0.1);
        foreach (int milliseconds in new[] { 5, 10, 50, 5000 }) histogram.Observe(TimeSpan.FromMilliseconds(milliseconds));
        MetricsText text = new();
        text.Histogram("d_seconds", "Durations.", histogram);

        Assert.Equal(
            """
            # HELP marathon_lb_d_seconds Durations.
            # TYPE marathon_lb_d_seconds histogram
            marathon_lb_d_seconds_bucket{le="0.01"} 2
            marathon_lb_d_seconds_bucket{le="0.1"} 3
            marathon_lb_d_seconds_bucket{le="+Inf"} 4
            marathon_lb_d_seconds_sum 5.065
            marathon_lb_d_seconds_count 4

            """,
            text.ToString());
    }
}
