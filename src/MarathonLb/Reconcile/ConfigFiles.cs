namespace MarathonLb.Reconcile;

/// <summary>Replaces the configuration and its maps on disk, all or none.</summary>
internal static class ConfigFiles
{
    /// <summary>
    /// Writes all new versions beside the old ones first, so that a full disk is met before anything changes; then renames the maps and last the
    /// configuration, which refers to them. If a rename fails, what was renamed before is put back. Throws <see cref="IOException"/> or
    /// <see cref="UnauthorizedAccessException"/>; the old files are in place then.
    /// </summary>
    public static void Replace(ConfigPaths paths, ConfigSnapshot old, ConfigSnapshot wanted)
    {
        (string Path, ReadOnlyMemory<byte>? Old, ReadOnlyMemory<byte>? New)[] files =
        [
            (paths.DomainMap, old.DomainMap, wanted.DomainMap),
            (paths.AppMap, old.AppMap, wanted.AppMap),
            (paths.Config, old.Config, wanted.Config),
        ];
        List<StagedFile> staged = [];
        int committed = 0;
        files = [.. files.Where(static file => file.New is { } content && !(file.Old is { } old && old.Span.SequenceEqual(content.Span)))];
        try
        {
            foreach (var file in files) staged.Add(StagedFile.Write(file.Path, file.New!.Value.Span));
            foreach (StagedFile file in staged)
            {
                file.Commit();
                committed++;
            }
        }
        catch
        {
            foreach (var file in files.AsSpan(0, committed)) Restore(file.Path, file.Old);
            throw;
        }
        finally
        {
            foreach (StagedFile file in staged) file.Dispose();
        }
    }

    private static void Restore(string path, ReadOnlyMemory<byte>? old)
    {
        if (old is not { } content)
        {
            File.Delete(path);
            return;
        }

        using StagedFile file = StagedFile.Write(path, content.Span);
        file.Commit();
    }
}
