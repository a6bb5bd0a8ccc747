using System.Net;
using System.Security.Cryptography;
using MarathonLb.Marathon;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Api;

/// <summary>Tries again what may pass: network errors, 5xx, and an app that is locked by another deployment (409). With jitter, within the longest wait.</summary>
/// <param name="longest">How long to try.</param>
/// <param name="clock">Measures it.</param>
/// <param name="journal">Is told what is waited for.</param>
internal sealed class RetryPolicy(TimeSpan longest, TimeProvider clock, Journal journal)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>Does it until it is done.</summary>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="failed">The exit code if it can't be done.</param>
    /// <param name="attempt">Does it once; gets how often it failed before.</param>
    /// <param name="cancellation">Ends the trying.</param>
    /// <exception cref="ZddException">It can't be done, or not in time.</exception>
    public async Task<T> RunAsync<T>(string what, ZddExitCode failed, Func<int, Task<T>> attempt, CancellationToken cancellation)
    {
        long start = clock.GetTimestamp();
        TimeSpan pause = FirstPause;
        for (int failures = 0; ; failures++)
        {
            string reason;
            try
            {
                return await attempt(failures);
            }
            catch (Exception e) when (IsExpected(e, cancellation))
            {
                reason = ReasonOf(e);
                if (!MayPass(e)) throw new ZddException(failed, $"{what}: Marathon answers {reason}");
            }

            if (clock.GetElapsedTime(start) + pause > longest)
            {
                throw new ZddException(failed, $"{what}: {reason}; tried for {FailureReason.Seconds(longest)} (--max-wait)");
            }

            journal.Wait("marathon", $"Marathon ({what}: {reason})", longest);
            await Task.Delay(pause * (RandomNumberGenerator.GetInt32(50, 101) / 100.0), clock, cancellation);
            pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, pause.Ticks * 3 / 2));
        }
    }

    /// <summary>True for failures of the network and of Marathon.</summary>
    public static bool IsExpected(Exception failure, CancellationToken cancellation) =>
        FailureReason.IsExpected(failure) || failure is MarathonUnreachableException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested);

    /// <summary>Says what failed.</summary>
    public static string ReasonOf(Exception failure) => failure switch
    {
        MarathonUnreachableException unreachable => string.Join("; ", unreachable.Failures),
        OperationCanceledException => "its answer took too long",
        _ => FailureReason.Of(failure),
    };

    /// <summary>True if trying again makes sense.</summary>
    public static bool MayPass(Exception failure) => failure is not MarathonStatusException { Status: var status }
        || status is HttpStatusCode.Conflict or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
