using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace MarathonLb.Apps;

/// <summary>
/// Gives service ports to IP-per-task apps that have none (spec, section 1, "Port assignment"). The choice hashes the app and its task port, so that
/// every instance computes the same from the same apps. Forgotten at the start of each full generation.
/// </summary>
/// <param name="min">The first port of the range.</param>
/// <param name="max">The last port of the range. Both 0: off.</param>
internal sealed class PortAssigner(int min, int max)
{
    /// <summary>How often a hash is tried before the lowest free port is taken.</summary>
    private const int Attempts = 50;

    private readonly Dictionary<(string AppId, int TaskPort), int?> _assigned = [];
    private readonly HashSet<int> _taken = [];

    /// <summary>True if there is a range to assign from.</summary>
    public bool IsOn => (min, max) != (0, 0);

    /// <summary>Forgets all assignments.</summary>
    public void Reset()
    {
        _assigned.Clear();
        _taken.Clear();
    }

    /// <summary>The service port for a task port of an app; null if the range is used up.</summary>
    public int? PortFor(string appId, int taskPort)
    {
        if (_assigned.TryGetValue((appId, taskPort), out int? port)) return port;
        port = Choose(appId, taskPort);
        if (port is int taken) _taken.Add(taken);
        _assigned.Add((appId, taskPort), port);
        return port;
    }

    private int? Choose(string appId, int taskPort)
    {
        int size = max - min + 1;
        if (_taken.Count >= size) return null;
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        for (int i = 0; i < Attempts; i++)
        {
            string key = string.Create(CultureInfo.InvariantCulture, $"{appId}-{taskPort}-{i}");
            SHA1.HashData(Encoding.UTF8.GetBytes(key), hash);
            int port = (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % (uint)size) + min;
            if (!_taken.Contains(port)) return port;
        }

        int free = min;
        while (_taken.Contains(free)) free++;
        return free;
    }
}
