using System.Text;
using MarathonLb.Cli;
using MarathonLb.Findings;
using MarathonLb.Haproxy;

namespace MarathonLb.Tests.Cli;

/// <summary>Gives a configuration that a test wrote.</summary>
internal sealed class FakeSource(string config) : IConfigSource
{
    public string? DomainMap { get; init; }

    public string? AppMap { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public Func<int, string?> OwnerOfLine { get; init; } = _ => null;

    public IReadOnlyList<string> Secrets { get; init; } = [];

    public ConfigSourceException? Failure { get; init; }

    public Task<GeneratedConfig> GenerateAsync(CancellationToken cancellationToken) => Failure is not null
        ? Task.FromException<GeneratedConfig>(Failure)
        : Task.FromResult(new GeneratedConfig(Encoding.UTF8.GetBytes(config), Bytes(DomainMap), Bytes(AppMap), Findings, OwnerOfLine, Secrets));

    public async Task<GeneratedConfig?> FindValidAsync(
        bool isolates, Func<GeneratedConfig, Task<(ValidationReport Report, string File)>> validate, Action<string> problem)
    {
        GeneratedConfig generated = await GenerateAsync(CancellationToken.None);
        (ValidationReport report, _) = await validate(generated);
        return report.Valid ? generated : null;
    }

    private static ReadOnlyMemory<byte>? Bytes(string? text) => text is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(text);
}
