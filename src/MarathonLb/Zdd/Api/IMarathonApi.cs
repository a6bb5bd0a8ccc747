using System.Text.Json.Nodes;
using MarathonLb.Zdd.Definition;

namespace MarathonLb.Zdd.Api;

/// <summary>What a deploy asks of Marathon. Failures that may pass are tried again before they are thrown.</summary>
internal interface IMarathonApi
{
    /// <summary>The apps of a deployment group, in Marathon's order, without their tasks.</summary>
    Task<IReadOnlyList<DeployedApp>> FetchGroupAsync(string group, CancellationToken cancellation);

    /// <summary>An app with its tasks, or null if there is none of that id.</summary>
    Task<DeployedApp?> FetchAsync(string appId, CancellationToken cancellation);

    /// <summary>Creates an app.</summary>
    Task CreateAsync(JsonObject app, CancellationToken cancellation);

    /// <summary>Gives an app so many instances.</summary>
    Task ScaleAsync(string appId, int instances, CancellationToken cancellation);

    /// <summary>
    /// Kills tasks and scales their app down by as many. Not tried again here: a kill that Marathon did and whose answer was lost would scale down twice.
    /// </summary>
    /// <returns>Null if it is done; else why it is not known to be, and the apps have to be looked at again.</returns>
    Task<string?> KillAsync(IReadOnlyList<string> taskIds, CancellationToken cancellation);

    /// <summary>Deletes an app; that there is none is fine.</summary>
    /// <param name="appId">The app.</param>
    /// <param name="force">Ends a deployment that holds it.</param>
    /// <param name="cancellation">Ends the trying.</param>
    Task DeleteAsync(string appId, bool force, CancellationToken cancellation);
}
