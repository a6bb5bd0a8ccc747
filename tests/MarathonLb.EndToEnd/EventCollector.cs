using System.Text.Json.Nodes;

namespace MarathonLb.EndToEnd;

/// <summary>A client of Marathon's event stream that keeps what it received, message by message.</summary>
internal sealed class EventCollector : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<string[]> _messages = [];
    private readonly CancellationTokenSource _end = new();
    private readonly HttpResponseMessage _response;
    private readonly Task _reading;

    private EventCollector(HttpResponseMessage response)
    {
        _response = response;
        _reading = ReadAsync();
    }

    /// <summary>Whether the stream has ended.</summary>
    public bool Ended => _reading.IsCompleted;

    /// <summary>The data lines of each message, heartbeats left out.</summary>
    public IReadOnlyList<string[]> Messages
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    /// <summary>All documents received.</summary>
    public IReadOnlyList<JsonNode> Documents => [.. Messages.SelectMany(data => data).Select(text => JsonNode.Parse(text)!)];

    public static async Task<EventCollector> OpenAsync(HttpClient client, string query = "")
    {
        var response = await client.GetAsync("/v2/events" + query, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        return new EventCollector(response);
    }

    /// <summary>Event types received, in order.</summary>
    public IReadOnlyList<string> Types => [.. Documents.Select(document => (string)document["eventType"]!)];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _response.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var reader = new StreamReader(await _response.Content.ReadAsStreamAsync());
            var data = new List<string>();
            while (await reader.ReadLineAsync(_end.Token) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                    data.Add(line["data: ".Length..]);
                if (line.Length > 0 || data.Count == 0)
                    continue;
                lock (_gate)
                    _messages.Add([.. data]);
                data.Clear();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException)
        {
            // The stream was cut or is no longer wanted.
        }
    }
}
