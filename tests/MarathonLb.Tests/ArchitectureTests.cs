using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using MarathonLb.Apps;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace MarathonLb.Tests;

/// <summary>Data goes one way (architecture): Marathon, Apps, Config, Reconcile. Only Marathon, Haproxy, Http and Reconcile touch the world.</summary>
public sealed class ArchitectureTests
{
    private static readonly Architecture Product = new ArchLoader().LoadAssemblies(typeof(Service).Assembly).Build();

    /// <summary>For each room, the rooms that it must not know.</summary>
    [Theory]
    [InlineData("Findings", "Apps|Cli|Config|Haproxy|Http|Marathon|Observability|Reconcile|Templates|Zdd")]
    [InlineData("Templates", "Apps|Cli|Config|Haproxy|Http|Marathon|Observability|Reconcile|Zdd")]
    [InlineData("Marathon", "Cli|Config|Haproxy|Http|Reconcile|Templates|Zdd")]
    [InlineData("Apps", "Cli|Config|Haproxy|Http|Observability|Reconcile|Zdd")]
    [InlineData("Config", "Cli|Haproxy|Http|Observability|Reconcile|Zdd")]
    [InlineData("Asking", "Cli|Haproxy|Http|Observability|Reconcile|Zdd")]
    [InlineData("Haproxy", "Apps|Cli|Config|Http|Marathon|Reconcile|Templates|Zdd")]
    [InlineData("Http", "Cli|Reconcile|Zdd")]
    [InlineData("Observability", "Apps|Cli|Config|Haproxy|Http|Marathon|Reconcile|Templates|Zdd")]
    [InlineData("Reconcile", "Cli|Zdd")]
    [InlineData("Zdd", "Cli|Config|Http|Observability|Reconcile|Templates")]
    public void Room_OtherRooms_KnowsOnlyThoseBeforeIt(string room, string others) =>
        Types().That().ResideInNamespaceMatching($@"^MarathonLb\.{room}(\.|$)")
            .Should().NotDependOnAny(Types().That().ResideInNamespaceMatching($@"^MarathonLb\.({others})(\.|$)"))
            .WithoutRequiringPositiveResults().Check(Product);

    /// <summary>The pure rooms: same input, same bytes, on every instance.</summary>
    [Theory]
    [InlineData("Apps")]
    [InlineData("Config")]
    [InlineData("Templates")]
    [InlineData("Findings")]
    [InlineData("Asking")]
    public void PureRoom_World_IsNotTouched(string room) =>
        Types().That().ResideInNamespaceMatching($@"^MarathonLb\.{room}(\.|$)").And().DoNotHaveName("TemplateLoader")
            .Should().NotDependOnAnyTypesThat().HaveFullNameMatching(
                @"^System\.(Net\.(Http|Sockets\.(Socket|TcpClient|NetworkStream))|Diagnostics\.Process|IO\.(File|FileInfo|FileStream|Directory|StreamReader)$|DateTimeOffset|Environment|TimeProvider|Random)")
            .WithoutRequiringPositiveResults().Check(Product);
}
