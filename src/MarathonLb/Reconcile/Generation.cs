using MarathonLb.Apps;
using MarathonLb.Config;
using MarathonLb.Findings;

namespace MarathonLb.Reconcile;

/// <summary>What a draft came to: a configuration and whose it is. Not safe for several threads.</summary>
/// <param name="source">What it was made from.</param>
/// <param name="model">The services, without what others of them have already.</param>
/// <param name="findings">What apps, labels and templates did wrong.</param>
/// <param name="globalFault">True if a global template failed, so that the document must not be used.</param>
/// <param name="renderer">Prints the document.</param>
/// <param name="print">Gives the document.</param>
internal sealed class Generation(Draft source, AppsModel model, FindingLog findings, bool globalFault, ConfigRenderer renderer, Func<ConfigDocument> print)
{
    private ConfigDocument? _document;

    /// <summary>What it was made from.</summary>
    public Draft Source => source;

    /// <summary>The services it was made from.</summary>
    public AppsModel Model => model;

    /// <summary>What apps, labels and templates did wrong.</summary>
    public FindingLog Findings => findings;

    /// <summary>True if a global template failed, so that the document must not be used.</summary>
    public bool GlobalFault => globalFault;

    /// <summary>What is known of its text.</summary>
    public ConfigFrame Frame { get; init; } = new();

    /// <summary>How it differs from what HAProxy runs, if that is not more than the backends of a few services; null if it may be more.</summary>
    public DocumentEdits? Edits { get; init; }

    /// <summary>
    /// The configuration; valid until the generation after the next, or as long as it is kept. One that differs by a few backends only is not printed before somebody asks: the commands
    /// that bring it about need not wait for megabytes that stay the same. To be asked for before the next generation is made.
    /// </summary>
    public ConfigDocument Document => _document ??= print();

    /// <summary>Whose each line is.</summary>
    public Ownership Ownership => field ??= new Ownership(renderer, Document);
}
