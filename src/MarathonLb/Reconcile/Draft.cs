using MarathonLb.Apps;
using MarathonLb.Findings;

namespace MarathonLb.Reconcile;

/// <summary>What a configuration is to be made from.</summary>
/// <param name="Model">The services, each with all that it claims.</param>
/// <param name="Earlier">Findings made before, beside those of the model.</param>
internal sealed record Draft(AppsModel Model, IReadOnlyList<Finding> Earlier)
{
    /// <summary>True if another draft has the very same services, and the findings say the same: it comes to the same configuration.</summary>
    public bool IsSameAs(Draft other) => HasServicesOf(other) && HasFindingsOf(other);

    /// <summary>True if the findings of another draft say the same.</summary>
    public bool HasFindingsOf(Draft other) => Model.Findings.SequenceEqual(other.Model.Findings) && Earlier.SequenceEqual(other.Earlier);

    /// <summary>References are compared and no service is looked at: thousands that did not change are not even in the processor's caches.</summary>
    private bool HasServicesOf(Draft other)
    {
        (Service[] mine, Service[] others) = (Model.Services, other.Model.Services);
        if (mine.Length != others.Length) return false;
        for (int i = 0; i < mine.Length; i++)
        {
            if (!ReferenceEquals(mine[i], others[i])) return false;
        }

        return true;
    }

    /// <summary>The draft with other services in place of some.</summary>
    /// <param name="replacements">What stands in the place of each; null to leave it out.</param>
    /// <param name="reasons">Why.</param>
    public Draft With(IReadOnlyDictionary<Service, Service?> replacements, IEnumerable<Finding> reasons)
    {
        Service[] services = [.. Model.Services.Select(service => replacements.TryGetValue(service, out Service? other) ? other : service).OfType<Service>()];
        return new Draft(Model with { Services = services }, [.. Earlier, .. reasons]);
    }

    /// <summary>The draft without some services.</summary>
    /// <param name="leftOut">The services to leave out.</param>
    /// <param name="reasons">Why.</param>
    public Draft Without(HashSet<Service> leftOut, IEnumerable<Finding> reasons)
    {
        if (leftOut.Count == 0) return this;
        return new Draft(Model with { Services = Array.FindAll(Model.Services, service => !leftOut.Contains(service)) }, [.. Earlier, .. reasons]);
    }
}
