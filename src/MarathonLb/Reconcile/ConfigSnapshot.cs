namespace MarathonLb.Reconcile;

/// <summary>The bytes of a configuration and its maps; null for a file that is not there or not used.</summary>
internal sealed record ConfigSnapshot(ReadOnlyMemory<byte>? Config, ReadOnlyMemory<byte>? DomainMap, ReadOnlyMemory<byte>? AppMap)
{
    /// <summary>No files.</summary>
    public static ConfigSnapshot Nothing { get; } = new(null, null, null);

    /// <summary>What a document comes to; valid as long as the document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="maps">--haproxy-map.</param>
    public static ConfigSnapshot Of(Config.ConfigDocument document, bool maps) => new(
        document.Text.Written,
        maps ? document.DomainMap.Written : (ReadOnlyMemory<byte>?)null,
        maps ? document.AppMap.Written : (ReadOnlyMemory<byte>?)null);

    /// <summary>Reads what is on disk. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> if a file is there but can't be read.</summary>
    public static ConfigSnapshot Read(ConfigPaths paths) => new(ReadFile(paths.Config), ReadFile(paths.DomainMap), ReadFile(paths.AppMap));

    /// <summary>True if writing the wanted snapshot over this one would change nothing. Maps that are not wanted are left alone.</summary>
    public bool Satisfies(ConfigSnapshot wanted) =>
        Same(Config, wanted.Config)
        && (wanted.DomainMap is null || Same(DomainMap, wanted.DomainMap))
        && (wanted.AppMap is null || Same(AppMap, wanted.AppMap));

    private static bool Same(ReadOnlyMemory<byte>? left, ReadOnlyMemory<byte>? right) =>
        left is { } a && right is { } b && a.Span.SequenceEqual(b.Span);

    private static ReadOnlyMemory<byte>? ReadFile(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
