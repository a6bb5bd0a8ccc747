using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>
/// The model of the last round, in which the services of single apps are exchanged as long as nothing moves by it. What is compared are the arrays of references alone: to look at each of
/// thousands of apps would take longer than all else that one changed app asks for.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="apps">The apps that it was made from.</param>
/// <param name="places">For each app, where its services begin in the model.</param>
internal sealed class LastModel(AppsModel model, MarathonApp[] apps, int[] places)
{
    /// <summary>With more changed apps than these, one pass over all of them costs no more.</summary>
    private const int MostApps = 200;

    /// <summary>The places of the apps that are other objects now; null if there are many, or apps came or went.</summary>
    public List<int>? Changed(MarathonApp[] now)
    {
        if (now.Length != apps.Length) return null;
        List<int> changed = [];
        for (int i = 0; i < now.Length; i++)
        {
            if (ReferenceEquals(now[i], apps[i])) continue;
            if (changed.Count == MostApps) return null;
            changed.Add(i);
        }

        return changed;
    }

    /// <summary>The model with other services for some apps, as many for each as it had.</summary>
    /// <param name="now">The apps.</param>
    /// <param name="changed">The places of those apps, and what they came to.</param>
    public AppsModel With(MarathonApp[] now, IReadOnlyList<(int Place, BuiltApp Built)> changed)
    {
        Service[] services = [.. model.Services];
        foreach ((int place, BuiltApp built) in changed) built.Services.CopyTo(services, places[place]);
        return new AppsModel(services, model.Findings) { Apps = now };
    }

    /// <summary>What the next round goes by.</summary>
    public LastModel Next(AppsModel other, MarathonApp[] now) => new(other, now, places);
}
