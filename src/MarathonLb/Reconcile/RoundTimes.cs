using System.Globalization;

namespace MarathonLb.Reconcile;

/// <summary>How long a round took, and its stages; what is in no stage is the comparison of configurations and waiting for one's turn.</summary>
/// <param name="Total">All of it.</param>
/// <param name="Fetch">Marathon is asked, and read.</param>
/// <param name="Render">Apps become the configuration's text.</param>
/// <param name="Validate">HAProxy is asked about it.</param>
/// <param name="Apply">HAProxy is changed or reloaded.</param>
internal readonly record struct RoundTimes(TimeSpan Total, TimeSpan Fetch = default, TimeSpan Render = default, TimeSpan Validate = default, TimeSpan Apply = default)
{
    /// <summary>The time of one stage; zero if the round had none.</summary>
    public TimeSpan Of(RoundStage stage) => stage switch
    {
        RoundStage.Fetch => Fetch,
        RoundStage.Render => Render,
        RoundStage.Validate => Validate,
        _ => Apply,
    };

    /// <summary>These times with more in one stage.</summary>
    public RoundTimes With(RoundStage stage, TimeSpan more) => stage switch
    {
        RoundStage.Fetch => this with { Fetch = Fetch + more },
        RoundStage.Render => this with { Render = Render + more },
        RoundStage.Validate => this with { Validate = Validate + more },
        _ => this with { Apply = Apply + more },
    };

    /// <summary>Milliseconds as they are shown, to a tenth.</summary>
    public static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);

    /// <summary>For example <c>12 ms: fetch 5, render 3, validate 0, apply 4</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Total.TotalMilliseconds:0} ms: fetch {Fetch.TotalMilliseconds:0}, render {Render.TotalMilliseconds:0}, validate {Validate.TotalMilliseconds:0}, apply {Apply.TotalMilliseconds:0}");
}
