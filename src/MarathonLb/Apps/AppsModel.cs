using MarathonLb.Findings;
using MarathonLb.Marathon;

namespace MarathonLb.Apps;

/// <summary>What the apps of a snapshot come to: the input of the configuration.</summary>
/// <param name="Services">All services with servers, or all there are with --keep-empty-services, in order of processing; other groups' and disabled ones too.</param>
/// <param name="Findings">What apps and labels did wrong.</param>
internal sealed record AppsModel(Service[] Services, IReadOnlyList<Finding> Findings)
{
    /// <summary>The apps that they were made of, those without services too: whoever asks why an app is not exposed finds it here.</summary>
    public IReadOnlyList<MarathonApp> Apps { get; init; } = [];
}
