using System.Text.Json;
using MarathonLb.Findings;

namespace MarathonLb.Marathon.Json;

/// <summary>An apps document of which the first part has been read: the apps so far, and where in the wrapper around them the next bytes belong.</summary>
/// <param name="reader">Reads its apps.</param>
/// <param name="known">The apps of the last document; null if none are remembered.</param>
/// <param name="state">Where the JSON begins.</param>
internal sealed class AppsDocument(AppReader reader, KnownApps? known, JsonReaderState state)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly List<MarathonApp> _apps = [];
    private readonly List<Finding> _findings = [];
    private JsonReaderState _state = state;
    private Place _place;
    private bool _hasApps;
    private int _elements;
    private string _beginning = "";

    /// <summary>What the JSON reader knows after any app of the list; null until one was read.</summary>
    private JsonReaderState? _afterApp;

    /// <summary>Where in the document the next value is.</summary>
    private enum Place : byte
    {
        BeforeObject,
        InObject,
        InApps,
        AfterObject,
    }

    /// <summary>How many bytes have been taken.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes the bytes that follow those taken before, as far as they hold whole apps.</summary>
    /// <returns>How many were taken; the rest must be given again, with more behind.</returns>
    /// <exception cref="MarathonAnswerException">They can't belong to an apps document.</exception>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        int mark = Bytes == 0 && bytes.StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
        if (_beginning.Length == 0) _beginning = Excerpt.Of(bytes.Trim(" \t\r\n"u8));
        Utf8JsonReader json = new(bytes[mark..], isFinalBlock: false, _state);

        // Where the bytes begin that the reader has: it is made anew behind each app that it need not read.
        int begin = mark;
        try
        {
            Utf8JsonReader before = json;
            int used = mark;
            while (TryStep(ref json, bytes, ref begin))
            {
                before = json;
                used = begin + (int)json.BytesConsumed;
            }

            _state = before.CurrentState;
            Bytes += used;
            return used;
        }
        catch (JsonException notJson)
        {
            throw Refusal("it is not JSON", Bytes + begin + json.BytesConsumed, notJson);
        }
    }

    /// <summary>The snapshot, once all bytes were taken.</summary>
    /// <exception cref="MarathonAnswerException">The document is not whole.</exception>
    public MarathonSnapshot Finish(string source)
    {
        if (_place == Place.BeforeObject && _beginning.Length == 0) throw new MarathonAnswerException("the answer is empty");
        if (_place != Place.AfterObject) throw Refusal("it breaks off", Bytes);
        if (!_hasApps) throw Refusal("it has no list \"apps\"", Bytes);
        known?.Keep();
        return new MarathonSnapshot([.. _apps], _findings, Bytes, source);
    }

    /// <summary>Reads one member of the wrapper or one app; false if there are not enough bytes for it.</summary>
    private bool TryStep(ref Utf8JsonReader json, ReadOnlySpan<byte> bytes, ref int begin)
    {
        if (!json.Read()) return false;
        switch (_place)
        {
            case Place.InApps:
                return TryReadElement(ref json, bytes, ref begin);
            case Place.InObject when json.TokenType == JsonTokenType.EndObject:
                _place = Place.AfterObject;
                return true;
            case Place.InObject:
                return TryReadMember(ref json);
            default:
                if (json.TokenType != JsonTokenType.StartObject) throw Refusal("it is not an object", Bytes + json.TokenStartIndex);
                _place = Place.InObject;
                return true;
        }
    }

    private bool TryReadMember(ref Utf8JsonReader json)
    {
        if (!json.ValueTextEquals("apps"u8)) return json.TrySkip();
        if (!json.Read()) return false;
        if (json.TokenType != JsonTokenType.StartArray) throw Refusal("its \"apps\" is not a list", Bytes + json.TokenStartIndex);
        _place = Place.InApps;
        _hasApps = true;

        // As everywhere in JSON's practice, the last member of a name is the one that counts.
        _apps.Clear();
        known?.Begin();
        _findings.Clear();
        _elements = 0;
        return true;
    }

    private bool TryReadElement(ref Utf8JsonReader json, ReadOnlySpan<byte> bytes, ref int begin)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.EndArray:
                _place = Place.InObject;
                return true;
            case JsonTokenType.StartObject:
                if (known is null ? !TryReadApp(ref json) : !TryFindApp(known, ref json, bytes, ref begin)) return false;
                break;
            default:
                if (!json.TrySkip()) return false;
                _findings.Add(Malformed("it is not an object"));
                break;
        }

        _elements++;
        return true;
    }

    private bool TryReadApp(ref Utf8JsonReader json)
    {
        if (!reader.TryRead(ref json, out MarathonApp? app)) return false;
        Add(app);
        return true;
    }

    /// <summary>Finds the app's end first: an app that is the same as in the last document need not be read, since its text was found to be JSON then.</summary>
    private bool TryFindApp(KnownApps apps, ref Utf8JsonReader json, ReadOnlySpan<byte> bytes, ref int begin)
    {
        int start = begin + (int)json.TokenStartIndex;
        int length = ObjectText.LengthOf(bytes[start..]);

        // What has no end may just as well be no JSON: the reader tells.
        if (length < 0) return json.TrySkip();
        MarathonApp? app = apps.Find(bytes.Slice(start, length), out UInt128 hash);
        if (app is null || _afterApp is null)
        {
            if (!reader.TryRead(ref json, out MarathonApp? read)) return false;
            app ??= read;
            _afterApp ??= json.CurrentState;
        }
        else
        {
            begin = start + length;
            json = new Utf8JsonReader(bytes[begin..], isFinalBlock: false, _afterApp.Value);
        }

        if (app is not null) apps.Add(hash, app);
        Add(app);
        return true;
    }

    private void Add(MarathonApp? app)
    {
        if (app is null) _findings.Add(Malformed("it has no \"id\""));
        else _apps.Add(app);
    }

    private Finding Malformed(string reason) => new(
        FindingSeverity.Error,
        "app-malformed",
        AppId: null,
        Subject: $"apps[{_elements}]",
        Value: null,
        $"an app in Marathon's answer can't be read: {reason}; it is left out",
        "Look at the app in Marathon, or at what stands between Marathon and here");

    private MarathonAnswerException Refusal(string reason, long position, Exception? cause = null) => new(
        $"the answer is not the document {{\"apps\":[…]}} that /v2/apps gives: {reason} (at byte {position}; it begins with: {_beginning})",
        cause!);
}
