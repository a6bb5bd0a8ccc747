using MarathonLb.Cli;
using MarathonLb.Cli.EntryPoint;

namespace MarathonLb.Tests.Cli.EntryPoint;

/// <summary>A container in a folder: its paths, its environment, its output.</summary>
internal sealed class EntryPointBench : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public EntryPointBench()
    {
        Paths = new(_folder["home"], _folder["ssl"], _folder["sys"], _folder["run"]);
        foreach (string folder in new[] { Paths.Home, Paths.Certificates, Paths.SystemControls }) Directory.CreateDirectory(folder);
    }

    public EntryPointPaths Paths { get; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public ListLogger Logger { get; } = new();

    public MemoryStream Output { get; } = new();

    public TemporaryFolder Folder => _folder;

    public EntryPointEnvironment Environment => EntryPointEnvironment.From(name => Variables.GetValueOrDefault(name));

    public EntryPointPlan Prepare(params IReadOnlyList<string> flaggedCertificates)
    {
        ServiceOptions services = new(
            ["external"], false, false, flaggedCertificates.Count > 0 ? flaggedCertificates : ["/etc/ssl/cert.pem"], flaggedCertificates.Count > 0, false, false, false, 0, 0, null, 1000, null, null, []);
        return new ContainerEntry(Environment, Paths, TimeProvider.System, Logger).Prepare(services, static () => null, Output);
    }

    /// <summary>The exit code and message that preparing ends with.</summary>
    public (ExitCode ExitCode, string Message) Fail()
    {
        EntryPointException failure = Assert.Throws<EntryPointException>(() => Prepare());
        Assert.DoesNotContain('\n', failure.Message);
        return (failure.ExitCode, failure.Message);
    }

    public void Dispose() => _folder.Dispose();
}
