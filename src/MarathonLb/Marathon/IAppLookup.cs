namespace MarathonLb.Marathon;

/// <summary>A source of apps that can give one app alone, at the cost of one.</summary>
internal interface IAppLookup
{
    /// <summary>One app with its tasks, as it is now; null if there is none of that id.</summary>
    /// <exception cref="MarathonUnreachableException">No source gave a whole and understandable answer.</exception>
    Task<MarathonApp?> FetchAppAsync(string appId, CancellationToken cancellation);
}
