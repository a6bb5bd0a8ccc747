using MarathonLb.Apps;

namespace MarathonLb.Config;

/// <summary>What becomes of a document when services take the places of others, and nothing but their backends is printed otherwise.</summary>
/// <param name="Document">The document.</param>
internal sealed record DocumentEdits(ConfigDocument Document)
{
    /// <summary>The services, by their places in the document; also those of which nothing changes.</summary>
    public List<(int Place, Service Service)> Services { get; } = [];

    /// <summary>The backends that are printed otherwise, in the order of the file.</summary>
    public List<BackendEdit> Backends { get; } = [];
}
