using MarathonLb.Generators.Tests.Harness;

namespace MarathonLb.Generators.Tests.Labels;

/// <summary>The generated table of labels.</summary>
public sealed class LabelTableTests
{
    [Fact]
    public void All_ServiceLabel_HasTheFactsOfItsAttribute() => Assert.Contains(
        "Auth HAPROXY_{n}_AUTH Service Auth LeaveOut | "
        + "Basic authentication on the vhost, and only there (the service port and 9091 stay open): realm:user:encryptedpassword. | staff:admin:$6$salt$hash",
        LiveModel.Call<string[]>("Labels"));

    [Fact]
    public void All_AppLabel_HasNoIndexAndIgnoresFaultsUnlessDeclared() => Assert.Contains(
        "DeploymentAltPort HAPROXY_DEPLOYMENT_ALT_PORT App Text Ignore | "
        + "The alternate service port, because Marathon wants them unique; of several service ports one for each, comma separated. Read by zdd. | 10008",
        LiveModel.Call<string[]>("Labels"));

    [Fact]
    public void All_Always_HasOneEntryPerIdInItsOrder() => Assert.Equal(
        LiveModel.Call<string[]>("LabelIds"),
        LiveModel.Call<string[]>("Labels").Select(static line => line.Split(' ')[0]).Prepend("None"));

    [Fact]
    public void Of_EveryId_GivesItsOwnEntry() => Assert.All(
        LiveModel.Call<string[]>("Labels").Select(static line => line.Split(' ')),
        static words => Assert.Equal(words[1], LiveModel.Call<string>("LabelOf", words[0])));

    [Fact]
    public void Of_None_Throws() => Assert.Throws<ArgumentOutOfRangeException>(static () => LiveModel.Call<string>("LabelOf", "None"));

    [Theory]
    [InlineData("Vhost", "LeaveOut")]
    [InlineData("Balance", "Ignore")]
    public void FaultOf_Label_IsAsDeclared(string id, string fault) => Assert.Equal(fault, LiveModel.Call<string>("FaultOf", id));

    [Fact]
    public void TemplateOverrides_Always_AreTheOverridableTemplates() => Assert.Equal(
        DeclaredTemplates.All.Where(static template => template.IsOverridable).Select(static template => "HAPROXY_{n}_" + template.Name),
        LiveModel.Call<string[]>("Overrides"));
}
