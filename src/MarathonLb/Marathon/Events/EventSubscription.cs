using System.Net;
using System.Net.Http.Headers;

namespace MarathonLb.Marathon.Events;

/// <summary>
/// Asks a Marathon for its events, by the same rules as for its apps. Where a redirect led is remembered only as long as the stream lives: the
/// next one begins at the hosts that were named, since the leader may be another by then.
/// </summary>
internal sealed class EventSubscription : IDisposable
{
    private static readonly MediaTypeWithQualityHeaderValue Events = new("text/event-stream");

    /// <summary>The light form of a deployment's plan names its apps, but does not repeat the definition of each app there is, twice.</summary>
    private static readonly string Resource = $"v2/events?plan-format=light{string.Concat(EventTypes.Wanted.Select(type => $"&event_type={type}"))}";

    private readonly MarathonTransport _transport;
    private readonly TimeSpan _answerTimeout;
    private readonly TimeProvider _clock;

    /// <exception cref="IOException">The CA file can't be used.</exception>
    public EventSubscription(MarathonClientOptions marathon, EventStreamOptions options, TimeProvider clock)
    {
        // The answer has its own limit below.
        _transport = new MarathonTransport(marathon with { ConnectTimeout = options.ConnectTimeout, ReadTimeout = Timeout.InfiniteTimeSpan });
        _answerTimeout = options.SilenceTimeout;
        _clock = clock;
    }

    /// <summary>Opens the stream.</summary>
    /// <returns>An answer that is a stream of events; the caller disposes it.</returns>
    /// <exception cref="MarathonStatusException">It is refused.</exception>
    /// <exception cref="MarathonAnswerException">Something else is there.</exception>
    /// <exception cref="TimeoutException">There was no connection or no answer in time.</exception>
    public async Task<HttpResponseMessage> OpenAsync(MarathonAddress host, CancellationToken cancellation)
    {
        HttpResponseMessage answer = await AskAsync(host, cancellation);
        string? type = answer.Content.Headers.ContentType?.MediaType;
        if (answer.StatusCode == HttpStatusCode.OK && string.Equals(type, Events.MediaType, StringComparison.OrdinalIgnoreCase)) return answer;
        using (answer)
        {
            string kind = type is null ? "something without a type" : Excerpt.Of(type);
            throw new MarathonAnswerException($"HTTP {(int)answer.StatusCode} with {kind} instead of {Events.MediaType}; is the URL Marathon's?");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private async Task<HttpResponseMessage> AskAsync(MarathonAddress host, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = new(_answerTimeout, _clock);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await _transport.SendAsync(host, HttpMethod.Get, Resource, body: null, Events, either.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {FailureReason.Seconds(_answerTimeout)}", late);
        }
        catch (MarathonStatusException refused) when (refused.Status == HttpStatusCode.NotFound)
        {
            throw new MarathonStatusException($"{refused.Message} A Marathon before 0.11 has no events; poll does without", refused);
        }
    }
}
