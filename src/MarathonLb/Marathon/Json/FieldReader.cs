using System.Buffers;
using System.Diagnostics;
using System.Text.Json;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// Reads values of an expected kind from a document that arrives in pieces. Two things are remembered instead of thrown: that the data ended
/// (<see cref="Starved"/>; the caller starts over when there is more) and where a value of another kind stood first
/// (<see cref="MismatchAt"/>; the value counts as absent). JSON null counts as absent and is no mismatch. Only text that is not JSON throws.
/// </summary>
internal sealed class FieldReader
{
    /// <summary>Longest label value looked up, in bytes.</summary>
    private const int ShortValue = 12;

    private readonly StringTable _words = new(4096);

    /// <summary>Hosts and addresses have a table of their own: with an address per task they would push out the words. It has room for thousands of hosts, each of which is named by many tasks.</summary>
    private readonly StringTable _places = new(32768);

    private byte[] _unescaped = new byte[256];

    /// <summary>True if the data ended before the value did.</summary>
    public bool Starved { get; private set; }

    /// <summary>Where, in the reader's count of bytes, the first value of an unexpected kind begins; −1 if there is none.</summary>
    public long MismatchAt { get; private set; } = -1;

    /// <summary>What was found there and expected.</summary>
    public string? Mismatch { get; private set; }

    /// <summary>Forgets what the last app did.</summary>
    public void Reset()
    {
        Starved = false;
        MismatchAt = -1;
        Mismatch = null;
    }

    /// <summary>Goes to the next member of an object; false at the object's or the data's end.</summary>
    public bool NextMember(ref Utf8JsonReader json) => Advance(ref json) && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes to the next element of a list; false at the list's or the data's end.</summary>
    public bool NextElement(ref Utf8JsonReader json) => Advance(ref json) && json.TokenType != JsonTokenType.EndArray;

    /// <summary>The member's name, unescaped; valid until the next read.</summary>
    public ReadOnlySpan<byte> Name(ref Utf8JsonReader json)
    {
        Debug.Assert(json.TokenType == JsonTokenType.PropertyName, "Only members have names.");
        if (!json.ValueIsEscaped && !json.HasValueSequence) return json.ValueSpan;
        int length = json.HasValueSequence ? checked((int)json.ValueSequence.Length) : json.ValueSpan.Length;
        if (_unescaped.Length < length) _unescaped = new byte[length];
        try
        {
            return _unescaped.AsSpan(0, json.CopyString(_unescaped));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: no name that we know.
            return default;
        }
    }

    /// <summary>From a member's name to its value, if that is an object; any other value is passed over.</summary>
    public bool EnterObject(ref Utf8JsonReader json) => Advance(ref json) && IsObject(ref json);

    /// <summary>Whether the current value is an object; any other is passed over.</summary>
    public bool IsObject(ref Utf8JsonReader json) => IsKind(ref json, JsonTokenType.StartObject, "an object");

    /// <summary>From a member's name to its value, if that is a list; any other value is passed over.</summary>
    public bool EnterList(ref Utf8JsonReader json) => Advance(ref json) && IsKind(ref json, JsonTokenType.StartArray, "a list");

    /// <summary>Passes over the value of the member whose name was just read.</summary>
    public void Skip(ref Utf8JsonReader json)
    {
        if (Advance(ref json)) SkipCurrent(ref json);
    }

    /// <summary>The value of the member just named, a whole number of 32 bits, or null.</summary>
    public int? Number(ref Utf8JsonReader json) => Advance(ref json) ? CurrentNumber(ref json) : null;

    /// <summary>The current value, a whole number of 32 bits, or null.</summary>
    public int? CurrentNumber(ref Utf8JsonReader json)
    {
        if (!IsKind(ref json, JsonTokenType.Number, "a number")) return null;
        if (json.TryGetInt32(out int number)) return number;
        Note(ref json, "not a whole number of 32 bits");
        return null;
    }

    /// <summary>The value of the member just named, a text, or null.</summary>
    public string? Text(ref Utf8JsonReader json) => Advance(ref json) ? CurrentText(ref json, table: null) : null;

    /// <summary>As <see cref="Text"/>, for a word that occurs often.</summary>
    public string? Word(ref Utf8JsonReader json) => Advance(ref json) ? CurrentText(ref json, _words) : null;

    /// <summary>As <see cref="Text"/>, for a host or an address.</summary>
    public string? Place(ref Utf8JsonReader json) => Advance(ref json) ? CurrentText(ref json, _places) : null;

    /// <summary>
    /// A label's value. One that is no text is noted as any other, but stands there in some form: a label that closes a service must not get lost
    /// and leave the service open. Its own grammar then refuses it. The short ones, such as true or external, repeat.
    /// </summary>
    public string? LabelValue(ref Utf8JsonReader json)
    {
        if (!Advance(ref json)) return null;
        string? instead = json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => "\uFFFD",
            JsonTokenType.StartObject => "{",
            JsonTokenType.StartArray => "[",
            _ when json.HasValueSequence => StringTable.Decode(json.ValueSequence.ToArray()),
            _ => StringTable.Decode(json.ValueSpan),
        };
        return CurrentText(ref json, json.ValueSpan.Length <= ShortValue ? _words : null) ?? instead;
    }

    /// <summary>The string of a member's name that occurs often, or null if it is no text.</summary>
    public string? NameWord(ref Utf8JsonReader json) => CurrentText(ref json, _words, JsonTokenType.PropertyName);

    /// <summary>Whether the value of the member just named is true.</summary>
    public bool IsTrue(ref Utf8JsonReader json)
    {
        if (!Advance(ref json) || json.TokenType == JsonTokenType.False) return false;
        return IsKind(ref json, JsonTokenType.True, "true or false");
    }

    /// <summary>To the next token. Once starved there is none, so that every loop above ends at once.</summary>
    private bool Advance(ref Utf8JsonReader json)
    {
        if (!Starved && json.Read()) return true;
        Starved = true;
        return false;
    }

    private string? CurrentText(ref Utf8JsonReader json, StringTable? table, JsonTokenType kind = JsonTokenType.String)
    {
        if (!IsKind(ref json, kind, "a text")) return null;
        string? text = json.ValueIsEscaped || json.HasValueSequence ? Unescape(ref json)
            : table is null ? StringTable.Decode(json.ValueSpan)
            : table.Get(json.ValueSpan);
        if (text is null) Note(ref json, "not valid Unicode text");
        return text;
    }

    private static string? Unescape(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            return null;
        }
    }

    /// <summary>Whether the current value is of a kind; if not it is passed over, and noted unless it is null.</summary>
    private bool IsKind(ref Utf8JsonReader json, JsonTokenType kind, string expected)
    {
        if (json.TokenType == kind) return true;
        if (json.TokenType != JsonTokenType.Null) Note(ref json, $"{KindOf(json.TokenType)} where {expected} belongs");
        SkipCurrent(ref json);
        return false;
    }

    /// <summary>
    /// To the end of the current value. <see cref="Utf8JsonReader.TrySkip"/> does it too, but first copies the whole reader, to go back when the
    /// data ends: a tenth of the time to read an answer, for something that the caller does once per app.
    /// </summary>
    private void SkipCurrent(ref Utf8JsonReader json)
    {
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        int depth = json.CurrentDepth;
        while (Advance(ref json) && json.CurrentDepth > depth)
        {
        }
    }

    private void Note(ref Utf8JsonReader json, string mismatch)
    {
        if (MismatchAt >= 0) return;
        MismatchAt = json.TokenStartIndex;
        Mismatch = mismatch;
    }

    private static string KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.StartObject => "an object",
        _ => "a list",
    };
}
