namespace MarathonLb.Marathon;

/// <summary>Where the apps come from: Marathon, or a file for dry runs.</summary>
internal interface IAppSource
{
    /// <summary>All apps with their tasks, as they are now.</summary>
    /// <exception cref="MarathonUnreachableException">No source gave a whole and understandable answer.</exception>
    Task<MarathonSnapshot> FetchAppsAsync(CancellationToken cancellation);
}
