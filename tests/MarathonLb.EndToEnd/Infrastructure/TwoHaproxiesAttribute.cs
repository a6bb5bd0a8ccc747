using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>
/// Runs a theory on the installed HAProxy and on the newest: they differ in how a master answers a reload (before and since 2.7), which is
/// what most of the daemon's tests depend on.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwoHaproxiesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. HaproxyProgram.All.Where((_, index) => index == 0 || index == HaproxyProgram.All.Count - 1).Select(static haproxy => new TheoryDataRow<string>(haproxy.Name))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
