using System.Text.Json;

namespace MarathonLb.Reconcile.Versions;

/// <summary>Remembers over restarts which version is pinned.</summary>
/// <param name="stateDirectory">The state directory.</param>
internal sealed class PinFile(string stateDirectory)
{
    private readonly string _file = Path.Combine(stateDirectory, "pinned.json");

    /// <summary>What is pinned; null if nothing is. Throws <see cref="IOException"/>, <see cref="UnauthorizedAccessException"/> or <see cref="JsonException"/>.</summary>
    public Content? Read() => File.Exists(_file) ? JsonSerializer.Deserialize(File.ReadAllBytes(_file), VersionJson.Default.Content) : null;

    /// <summary>Remembers it, or that nothing is. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public void Write(Content? content)
    {
        if (content is null)
        {
            File.Delete(_file);
            return;
        }

        StateDirectory.Ensure(stateDirectory);
        using StagedFile staged = StagedFile.Write(_file, JsonSerializer.SerializeToUtf8Bytes(content, VersionJson.Default.Content));
        staged.Commit();
    }

    /// <summary>A pinned version.</summary>
    /// <param name="Version">Its number.</param>
    /// <param name="Since">Since when it is pinned.</param>
    internal sealed record Content(int Version, DateTimeOffset Since);
}
