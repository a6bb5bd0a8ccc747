using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MarathonLb.Marathon;
using MarathonLb.Zdd.Definition;
using MarathonLb.Zdd.Reporting;

namespace MarathonLb.Zdd.Api;

/// <summary>
/// Asks Marathon, and tells it what to do. Of several hosts each is tried in turn, beginning with the one that answered last; one that answers with a
/// status has answered.
/// </summary>
internal sealed class MarathonApi : IMarathonApi, IDisposable
{
    private readonly MarathonClientOptions _options;
    private readonly MarathonTransport _transport;
    private readonly RetryPolicy _retry;
    private int _current;

    /// <exception cref="IOException">The CA file can't be used.</exception>
    public MarathonApi(MarathonClientOptions options, RetryPolicy retry) =>
        (_options, _transport, _retry) = (options, new MarathonTransport(options), retry);

    /// <inheritdoc/>
    public Task<IReadOnlyList<DeployedApp>> FetchGroupAsync(string group, CancellationToken cancellation) => _retry.RunAsync<IReadOnlyList<DeployedApp>>(
        "the list of apps",
        ZddExitCode.Marathon,
        async _ =>
        {
            JsonArray apps = (await SendAsync(HttpMethod.Get, "v2/apps", null, cancellation)).ArrayAt("apps")
                ?? throw new MarathonAnswerException("the answer has no \"apps\"; is the URL Marathon's?");
            return [.. apps.OfType<JsonObject>().Where(app => app.ObjectAt("labels").TextAt(DeploymentLabels.Group) == group).Select(DeployedApp.Of)];
        },
        cancellation);

    /// <inheritdoc/>
    public Task<DeployedApp?> FetchAsync(string appId, CancellationToken cancellation) =>
        _retry.RunAsync($"app {appId}", ZddExitCode.Marathon, _ => FetchOnceAsync(appId, cancellation), cancellation);

    /// <inheritdoc/>
    public Task CreateAsync(JsonObject app, CancellationToken cancellation)
    {
        string id = app.TextAt("id")!;
        return _retry.RunAsync(
            $"creating {id}",
            ZddExitCode.CreateFailed,
            async failures =>
            {
                // An earlier attempt may have been heard although its answer was not.
                if (failures > 0 && await FetchOnceAsync(id, cancellation) is DeployedApp there)
                {
                    return there.Label(DeploymentLabels.StartedAt) == app.ObjectAt("labels").TextAt(DeploymentLabels.StartedAt)
                        ? there.Json
                        : throw new ZddException(ZddExitCode.CreateFailed, $"creating {id}: there is another app of this id; delete it, or deploy under another id");
                }

                return await SendAsync(HttpMethod.Post, "v2/apps", app, cancellation);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public Task ScaleAsync(string appId, int instances, CancellationToken cancellation) => _retry.RunAsync(
        $"scaling {appId} to {instances}",
        ZddExitCode.ScaleFailed,
        _ => SendAsync(HttpMethod.Put, PathOf(appId), new JsonObject { ["instances"] = instances }, cancellation),
        cancellation);

    /// <inheritdoc/>
    public async Task<string?> KillAsync(IReadOnlyList<string> taskIds, CancellationToken cancellation)
    {
        JsonObject body = new() { ["ids"] = new JsonArray([.. taskIds.Select(static id => (JsonNode)id)]) };
        try
        {
            await SendAsync(HttpMethod.Post, "v2/tasks/delete?scale=true", body, cancellation);
            return null;
        }
        catch (Exception e) when (RetryPolicy.IsExpected(e, cancellation))
        {
            if (RetryPolicy.MayPass(e)) return RetryPolicy.ReasonOf(e);
            throw new ZddException(ZddExitCode.ScaleFailed, $"killing {Counted.Of(taskIds.Count, "task")}: Marathon answers {RetryPolicy.ReasonOf(e)}");
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string appId, bool force, CancellationToken cancellation) => _retry.RunAsync(
        $"deleting {appId}",
        ZddExitCode.DeleteFailed,
        async _ =>
        {
            try
            {
                return await SendAsync(HttpMethod.Delete, PathOf(appId) + (force ? "?force=true" : ""), null, cancellation);
            }
            catch (MarathonStatusException e) when (e.Status == HttpStatusCode.NotFound)
            {
                return [];
            }
        },
        cancellation);

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    private static string PathOf(string appId) => "v2/apps/" + string.Join('/', appId.TrimStart('/').Split('/').Select(Uri.EscapeDataString));

    private async Task<DeployedApp?> FetchOnceAsync(string appId, CancellationToken cancellation)
    {
        try
        {
            JsonObject answer = await SendAsync(HttpMethod.Get, PathOf(appId) + "?embed=app.tasks", null, cancellation);
            return DeployedApp.Of(answer.ObjectAt("app") ?? throw new MarathonAnswerException("the answer has no \"app\"; is the URL Marathon's?"));
        }
        catch (MarathonStatusException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<JsonObject> SendAsync(HttpMethod method, string resource, JsonObject? body, CancellationToken cancellation)
    {
        ReadOnlyMemory<byte>? json = body is null ? null : Encoding.UTF8.GetBytes(body.ToJsonString());
        List<HostFailure> failures = [];
        while (true)
        {
            MarathonAddress host = _options.Hosts[_current];
            try
            {
                return await SendAsync(host, method, resource, json, cancellation);
            }
            catch (Exception e) when (FailureReason.IsExpected(e) && e is not MarathonStatusException)
            {
                _current = (_current + 1) % _options.Hosts.Count;
                failures.Add(new HostFailure(host.Name, FailureReason.Of(e), e));

                // What changes something goes to another host only by way of the caller, who knows whether it may be done twice.
                if (failures.Count >= _options.Hosts.Count || method != HttpMethod.Get) throw new MarathonUnreachableException(failures);
            }
        }
    }

    private async Task<JsonObject> SendAsync(MarathonAddress host, HttpMethod method, string resource, ReadOnlyMemory<byte>? body, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_options.AnswerTimeout);
        using HttpResponseMessage answer = await _transport.SendAsync(host, method, resource, body, limit.Token);
        await using Stream stream = await answer.Content.ReadAsStreamAsync(limit.Token);
        await using PatientStream patient = new(stream, _options.ReadTimeout);
        try
        {
            if (await JsonNode.ParseAsync(patient, cancellationToken: limit.Token) is JsonObject json) return json;
        }
        catch (JsonException) when (method != HttpMethod.Get)
        {
            // The status says that it is done; the body is of no use to us.
            return [];
        }
        catch (JsonException e)
        {
            throw new MarathonAnswerException($"its answer is not JSON: {Excerpt.Of(e.Message)}", e);
        }

        return method == HttpMethod.Get ? throw new MarathonAnswerException("its answer is no JSON object; is the URL Marathon's?") : [];
    }
}
