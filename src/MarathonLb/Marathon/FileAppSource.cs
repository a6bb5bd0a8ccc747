using MarathonLb.Marathon.Json;

namespace MarathonLb.Marathon;

/// <summary>Reads the apps document from a file (<c>--marathon file:PATH</c>): for dry runs and CI. Read anew each time.</summary>
/// <param name="path">The file.</param>
/// <param name="again">True if it is read again and again.</param>
internal sealed class FileAppSource(string path, bool again = false) : IAppSource
{
    private readonly SnapshotReader _reader = new(remembers: again);

    /// <inheritdoc/>
    public async Task<MarathonSnapshot> FetchAppsAsync(CancellationToken cancellation)
    {
        try
        {
            // No buffer of its own: the reader has one.
            await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return await _reader.ReadAsync(file, path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or MarathonAnswerException)
        {
            throw new MarathonUnreachableException([new HostFailure($"file:{path}", ReasonOf(failure), failure)]);
        }
    }

    private static string ReasonOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "it can't be read (permission denied, or a folder)",
        _ => failure.Message,
    };
}
