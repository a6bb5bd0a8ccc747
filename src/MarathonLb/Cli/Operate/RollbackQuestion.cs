using System.Globalization;
using MarathonLb.Http.Api;

namespace MarathonLb.Cli.Operate;

/// <summary><c>marathon-lb rollback</c>.</summary>
/// <param name="Version">The version to pin; null to release what is pinned.</param>
internal sealed record RollbackQuestion(int? Version) : IQuestion
{
    /// <inheritdoc/>
    public async Task<ExitCode> AskAsync(AdminSocket daemon, Terminal terminal, CancellationToken cancellation)
    {
        string path = Version is int number ? $"{ApiRoutes.RollbackPath}?version={number.ToString(CultureInfo.InvariantCulture)}" : ApiRoutes.ReleasePath;
        (bool good, string text) = await daemon.TextAsync(HttpMethod.Post, path, cancellation);
        await (good ? terminal.Output.WriteAsync(text) : terminal.Errors.WriteAsync($"marathon-lb: {text}"));
        return good ? ExitCode.Done : ExitCode.NoSuchVersion;
    }
}
