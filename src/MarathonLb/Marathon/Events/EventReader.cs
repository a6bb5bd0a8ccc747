using System.Text;
using System.Text.Json;

namespace MarathonLb.Marathon.Events;

/// <summary>
/// Understands the data of an event: one JSON document, or several with line breaks between. What can't be read becomes an event without an app,
/// so that everything is looked at; never an error. The shapes (Marathon 1.8, and what differed before):
/// <code>
/// {"eventType":"status_update_event","appId":"/a/b","taskId":"a_b.instance-….…","taskStatus":"TASK_RUNNING",…}
/// {"eventType":"health_status_changed_event","appId":"/a","instanceId":"a.instance-…","alive":true,…}     (taskId before 1.4)
/// {"eventType":"instance_health_changed_event","runSpecId":"/a","instanceId":"a.instance-…","healthy":true,…}
/// {"eventType":"api_post_event","uri":"/v2/apps//a","appDefinition":{"id":"/a",…},…}
/// {"eventType":"deployment_success","id":"…","plan":{"steps":[{"actions":[{"action":"ScaleApplication","app":"/a"}]}],…}}
/// </code>
/// </summary>
internal static class EventReader
{
    private static readonly JsonReaderOptions Several = new() { AllowMultipleValues = true };

    /// <summary>Reads the events of one message.</summary>
    /// <param name="name">Its name in the stream; null if it has none.</param>
    /// <param name="data">Its data.</param>
    /// <param name="events">They are added here.</param>
    public static void Read(string? name, ReadOnlySpan<byte> data, List<MarathonEvent> events)
    {
        string type = name ?? EventTypes.Unnamed;
        try
        {
            Utf8JsonReader json = new(data, Several);
            while (json.Read())
            {
                EventDraft draft = default;
                if (json.TokenType == JsonTokenType.StartObject) ReadEvent(ref json, ref draft);
                else json.Skip();
                draft.AddTo(events, type);
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // No JSON, or (InvalidOperationException) a text that is no Unicode. What follows is lost too, and covered by this one.
            events.Add(Unreadable(name));
        }
    }

    /// <summary>The event that stands for one that can't be read.</summary>
    public static MarathonEvent Unreadable(string? name) => new(name ?? EventTypes.Unnamed, AppId: null, TaskId: null, TaskStatus: null);

    private static void ReadEvent(ref Utf8JsonReader json, ref EventDraft draft)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("eventType"u8)) draft.Type = Type(ref json);
            else if (json.ValueTextEquals("appId"u8)) draft.AppId = Text(ref json);
            else if (json.ValueTextEquals("runSpecId"u8)) draft.RunSpecId = Text(ref json);
            else if (json.ValueTextEquals("taskId"u8)) draft.TaskId = Text(ref json);
            else if (json.ValueTextEquals("instanceId"u8)) draft.InstanceId = Text(ref json);
            else if (json.ValueTextEquals("taskStatus"u8)) draft.TaskStatus = Text(ref json);
            else if (json.ValueTextEquals("uri"u8)) draft.Uri = Text(ref json);
            else if (json.ValueTextEquals("appDefinition"u8)) draft.DefinitionId = Id(ref json);
            else if (json.ValueTextEquals("plan"u8)) ReadPlan(ref json, ref draft);
            else json.Skip();
        }
    }

    /// <summary>From a member's name to its value, if that is a text; any other is passed over.</summary>
    private static string? Text(ref Utf8JsonReader json)
    {
        _ = json.Read();
        if (json.TokenType == JsonTokenType.String) return json.GetString();
        json.Skip();
        return null;
    }

    private static string? Type(ref Utf8JsonReader json) => Text(ref json) is { Length: > 0 } type ? EventTypes.NameOf(Encoding.UTF8.GetBytes(type)) : null;

    /// <summary>The <c>id</c> of an object.</summary>
    private static string? Id(ref Utf8JsonReader json)
    {
        string? id = null;
        if (!Enter(ref json)) return id;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8)) id = Text(ref json);
            else json.Skip();
        }

        return id;
    }

    private static void ReadPlan(ref Utf8JsonReader json, ref EventDraft draft)
    {
        if (!Enter(ref json)) return;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("steps"u8)) ReadSteps(ref json, ref draft);
            else json.Skip();
        }
    }

    /// <summary>Whatever is called <c>app</c> in the steps: how deep it lies has changed with the versions.</summary>
    private static void ReadSteps(ref Utf8JsonReader json, ref EventDraft draft)
    {
        _ = json.Read();
        int depth = json.CurrentDepth;
        if (json.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject)) return;
        while (json.Read() && json.CurrentDepth > depth)
        {
            if (json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals("app"u8)) continue;
            if (Text(ref json) is { } app) draft.Deploys(app);
        }
    }

    /// <summary>From a member's name to its value, if that is an object; any other is passed over.</summary>
    private static bool Enter(ref Utf8JsonReader json)
    {
        _ = json.Read();
        if (json.TokenType == JsonTokenType.StartObject) return true;
        json.Skip();
        return false;
    }
}
