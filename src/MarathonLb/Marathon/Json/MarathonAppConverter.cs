using System.Text.Json;
using System.Text.Json.Serialization;

namespace MarathonLb.Marathon.Json;

/// <summary>Lets the source-generated contracts read an app with the same reader as the apps document.</summary>
internal sealed class MarathonAppConverter : JsonConverter<MarathonApp>
{
    /// <inheritdoc/>
    public override MarathonApp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("An app is an object.");

        // A new reader for each app: one app is asked for now and then, and converters serve all threads.
        // The serializer has made sure that the whole value is there.
        if (!new AppReader().TryRead(ref reader, out MarathonApp? app)) throw new JsonException("The app breaks off.");
        return app ?? throw new JsonException("The app has no id.");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MarathonApp value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Apps are read only: what is read of them would be a poor definition to send back.");
}
