using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>Runs a theory once on every HAProxy, by name (<see cref="HaproxyProgram.Named"/>).</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachHaproxyAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. HaproxyProgram.All.Select(static haproxy => new TheoryDataRow<string>(haproxy.Name))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
