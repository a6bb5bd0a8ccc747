using MarathonLb.Findings;
using MarathonLb.Haproxy.Certificates;
using MarathonLb.Reconcile.Live;
using MarathonLb.Reconcile.Planning;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>Looks after the certificates that HAProxy uses: a renewed one is served within seconds, a bad one is told and the old one served on.</summary>
/// <param name="watch">Compares the files with what HAProxy has loaded.</param>
/// <param name="live">The running HAProxy, asked to reload for what it can't swap.</param>
/// <param name="triggers">Asks for the round that does so.</param>
/// <param name="clock">Paces the looks.</param>
/// <param name="logger">Hears of bad certificates.</param>
internal sealed partial class CertificateKeeper(CertificateWatch watch, LiveProxy live, Triggers triggers, TimeProvider clock, ILogger logger)
{
    /// <summary>A small part of the minute that a renewed certificate may take, and still little work with a thousand of them.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Until HAProxy has answered for the first time: whoever looks at the metrics after a start should not miss what expires.</summary>
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);

    /// <summary>Looks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(FirstInterval, clock);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            CertificateRound round = await watch.LookAsync(cancellation);
            if (watch.Dates.IsKnown) timer.Period = Interval;
            foreach (Finding finding in round.Findings) Log.Bad(logger, finding.ToString());
            if (!round.NeedsReload) continue;
            live.DemandReload(ReloadReason.Certificate);
            triggers.Refresh("certificate");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5080, LogLevel.Error, "{Finding}")]
        public static partial void Bad(ILogger logger, string finding);
    }
}
