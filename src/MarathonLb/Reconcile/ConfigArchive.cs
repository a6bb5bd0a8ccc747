using System.Globalization;

namespace MarathonLb.Reconcile;

/// <summary>The configurations that were replaced, named by the time of it, the oldest ones dropped.</summary>
/// <param name="stateDirectory">The state directory; the archive is a folder in it.</param>
/// <param name="versions">How many are kept; 0 keeps none and writes none.</param>
/// <param name="time">The clock.</param>
internal sealed class ConfigArchive(string stateDirectory, int versions, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Sorts by time; UTC, so that a changed clock zone does not mix the order up.</summary>
    private const string NameFormat = "yyyyMMdd'T'HHmmss.fff'Z'";

    private readonly string _folder = Path.Combine(stateDirectory, "archive");

    /// <summary>Keeps a configuration that is about to be replaced. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    /// <param name="name">The configuration's file name, the start of the archived name.</param>
    /// <param name="content">Its bytes.</param>
    public void Keep(string name, ReadOnlySpan<byte> content)
    {
        if (versions == 0) return;
        StateDirectory.Ensure(stateDirectory);
        StateDirectory.Ensure(_folder);
        string stamp = time.GetUtcNow().ToString(NameFormat, CultureInfo.InvariantCulture);
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        using (FileStream file = new(Path.Combine(_folder, $"{name}.{stamp}"), options))
        {
            file.Write(content);
        }

        Prune(name);
    }

    /// <summary>The times of the versions that are kept, as the files' names have them, the oldest first.</summary>
    /// <param name="name">The configuration's file name.</param>
    public IReadOnlyList<string> TimesOf(string name)
    {
        if (!Directory.Exists(_folder)) return [];
        return [.. Directory.GetFiles(_folder, $"{name}.*Z").Select(file => Path.GetFileName(file)[(name.Length + 1)..]).Order(StringComparer.Ordinal)];
    }

    /// <summary>A version that is kept; null if there is none of that time. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    /// <param name="name">The configuration's file name.</param>
    /// <param name="archivedAt">One of its times.</param>
    public byte[]? Read(string name, string archivedAt) =>
        TimesOf(name).Contains(archivedAt, StringComparer.Ordinal) ? File.ReadAllBytes(Path.Combine(_folder, $"{name}.{archivedAt}")) : null;

    private void Prune(string name)
    {
        string[] kept = Directory.GetFiles(_folder, $"{name}.*Z");
        Array.Sort(kept, StringComparer.Ordinal);
        foreach (string old in kept.AsSpan(0, Math.Max(0, kept.Length - versions)))
        {
            File.Delete(old);
        }
    }
}
