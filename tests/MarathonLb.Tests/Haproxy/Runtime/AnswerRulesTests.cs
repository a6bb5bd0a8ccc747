using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Tests.Haproxy.Runtime;

/// <summary>The answers are those that 2.6.12, 3.0.11 and 3.2.26 gave; where they differ, all of them.</summary>
public sealed class AnswerRulesTests
{
    private const string Help = "Unknown command: 'x', but maybe one of the following ones is a better match:\n  set anon off   : deactivate the anonymized mode\n  quit   : disconnect";

    private static bool Succeeded(CommandKind kind, string text) => AnswerRules.Succeeded(new RuntimeCommand(kind, "x"), text);

    [Theory]
    [InlineData("Show", "")]
    [InlineData("Show", "1\n# be_id be_name srv_id\n3 b1 1001")]
    [InlineData("Show", "# filename\n/etc/ssl/one.pem")]
    [InlineData("Show", "0x55e1ae44bfe0 a.example.com b1")]
    [InlineData("AddServer", "New server registered.")]
    [InlineData("AddServer", "parsing [stats socket:1] : 'server b1/s2' : a warning.\nNew server registered.")]
    [InlineData("DeleteServer", "Server deleted.")]
    [InlineData("EnableHealth", "")]
    [InlineData("ServerState", "")]
    [InlineData("ServerWeight", "")]
    [InlineData("ServerCheckPort", "")]
    [InlineData("ShutdownSessions", "")]
    [InlineData("ServerAddress", "IP changed from '10.0.0.5' to '10.0.0.6', port changed from '31002' to '31003' by 'stats socket command'")]
    [InlineData("ServerAddress", "no need to change the addr, no need to change the port by 'stats socket command'")]
    [InlineData("ServerAddress", "no need to change the addr, port changed from '31003' to '31004' by 'stats socket command'")]
    [InlineData("ServerAddress", "IP changed from '10.0.0.6' to '10.0.0.7', no need to change the port by 'stats socket command'")]
    [InlineData("ServerAddress", "port changed from '31003' to '31004' by 'stats socket command'")]
    [InlineData("ServerAddress", "IP changed from '10.0.0.6' to '10.0.0.7' by 'stats socket command'")]
    [InlineData("ServerAddress", "nothing changed")]
    [InlineData("MapPrepare", "New version created: 1")]
    [InlineData("MapAdd", "")]
    [InlineData("MapSet", "")]
    [InlineData("MapDelete", "")]
    [InlineData("MapCommit", "")]
    [InlineData("CertificateCommit", "Committing /etc/ssl/one.pem.\nSuccess!")]
    [InlineData("CertificateCommit", "Committing /etc/ssl/one.pem...\nSuccess!")]
    [InlineData("CertificateAbort", "Transaction aborted for certificate '/etc/ssl/one.pem'!")]
    public void Succeeded_AnswerOfSuccess_IsTrue(string kind, string text) => Assert.True(Succeeded(Enum.Parse<CommandKind>(kind), text));

    [Theory]
    [InlineData("Show", "Can't find backend.")]
    [InlineData("Show", "Unknown map identifier. Please use #<id> or <file>.")]
    [InlineData("Show", "Can't display the certificate: Not found or the certificate is a bundle!")]
    [InlineData("AddServer", "")]
    [InlineData("AddServer", "Already exists a server with the same name in backend.")]
    [InlineData("AddServer", "'id' : custom id 2002 already used at (null):0 ('server s2').")]
    [InlineData("AddServer", "No such backend.")]
    [InlineData("AddServer", "Backend must use a dynamic load balancing to support dynamic servers.")]
    [InlineData("AddServer", "'cookie' option is not accepted for dynamic server")]
    [InlineData("AddServer", "unknown keyword 'New server registered.'.")]
    [InlineData("DeleteServer", "Only servers in maintenance mode can be deleted.")]
    [InlineData("DeleteServer", "Server still has connections attached to it, cannot remove it.")]
    [InlineData("DeleteServer", "No such server.")]
    [InlineData("DeleteServer", "This server cannot be removed at runtime due to other configuration elements pointing to it.")]
    [InlineData("EnableHealth", "Health check was not configured on this server, cannot enable.")]
    [InlineData("EnableHealth", "No such server.")]
    [InlineData("ServerState", "No such server.")]
    [InlineData("ServerWeight", "Absolute weight can only be between 0 and 256 inclusive.")]
    [InlineData("ServerCheckPort", "health checks are not enabled on this server")]
    [InlineData("ServerAddress", "")]
    [InlineData("ServerAddress", "Invalid addr 'bad' by 'stats socket command'")]
    [InlineData("ServerAddress", "Invalid addr 'bad'")]
    [InlineData("ServerAddress", "IP changed from '10.0.0.6' to '10.0.0.7', can't change <port> to port map")]
    [InlineData("MapPrepare", "")]
    [InlineData("MapPrepare", "New version created: soon")]
    [InlineData("MapAdd", "Version number in the future, please use 'prepare map' before.")]
    [InlineData("MapAdd", "Missing value for key 'h'.")]
    [InlineData("MapSet", "entry not found.")]
    [InlineData("MapDelete", "Key not found.")]
    [InlineData("MapCommit", "Version number out of range.")]
    [InlineData("CertificateSet", "")]
    [InlineData("CertificateCommit", "No ongoing transaction! !\nCan't commit /etc/ssl/one.pem!")]
    [InlineData("CertificateCommit", "inconsistencies between private key and certificate loaded '/etc/ssl/one.pem'.\nCan't commit /etc/ssl/one.pem!")]
    [InlineData("CertificateAbort", "No ongoing transaction!")]
    public void Succeeded_AnswerOfFailure_IsFalse(string kind, string text) => Assert.False(Succeeded(Enum.Parse<CommandKind>(kind), text));

    [Fact]
    public void Succeeded_UnknownCommand_IsFalseForEveryKind() => Assert.All(Enum.GetValues<CommandKind>(), kind => Assert.False(Succeeded(kind, Help)));

    [Theory]
    [InlineData("Transaction created for certificate /a b.pem!", true)]
    [InlineData("Transaction updated for certificate /a b.pem!", true)]
    [InlineData("Transaction created for certificate /a.pem!", false)]
    [InlineData("Transaction created for certificate !", false)]
    [InlineData("Transaction created for certificate ", false)]
    [InlineData("unable to load certificate from file '/a b.pem': no start line.\nCan't load the payload\nCan't update /a b.pem!", false)]
    public void Succeeded_Transaction_MustBeAboutTheFile(string text, bool expected) =>
        Assert.Equal(expected, AnswerRules.Succeeded(RuntimeCommands.SetCertificate("/a b.pem", "x"), text));
}
