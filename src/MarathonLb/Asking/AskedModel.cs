using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;

namespace MarathonLb.Asking;

/// <summary>What a question is about: a round of the loop, or the same made of a file. Nothing of it changes while it is asked.</summary>
/// <param name="AppsOptions">What the command line says about apps.</param>
/// <param name="RenderOptions">What it says about the configuration's shape.</param>
/// <param name="Model">Marathon's apps, and the services that were made of them, without those that HAProxy rejects.</param>
/// <param name="Findings">What is wrong.</param>
/// <param name="Config">The configuration's text.</param>
internal sealed record AskedModel(
    AppsOptions AppsOptions, RenderOptions RenderOptions, AppsModel Model, IReadOnlyCollection<Finding> Findings, string Config);
