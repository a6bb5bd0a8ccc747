using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MarathonLb.Marathon.Json;

/// <summary>
/// The apps of the last document by the hash of their text, so that an app whose text is the same is the same object: it is not read again, and
/// nobody behind looks at it again. The hash is half a SHA-256: texts come from whoever may define apps, and no two of them may be taken for
/// each other on purpose.
/// </summary>
internal sealed class KnownApps
{
    private Dictionary<UInt128, MarathonApp> _last = [];
    private Dictionary<UInt128, MarathonApp> _now = [];

    /// <summary>Begins a document.</summary>
    public void Begin() => _now.Clear();

    /// <summary>Ends a document that was read to its end: from now on the apps of this one are known, and no others.</summary>
    public void Keep() => (_last, _now) = (_now, _last);

    /// <summary>The app of a text that the last document had too.</summary>
    /// <param name="text">The app's JSON.</param>
    /// <param name="hash">The text's hash.</param>
    public MarathonApp? Find(ReadOnlySpan<byte> text, out UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, bytes);
        hash = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        return _last.GetValueOrDefault(hash);
    }

    /// <summary>Notes an app of the document.</summary>
    public void Add(UInt128 hash, MarathonApp app) => _now[hash] = app;
}
