namespace MarathonLb.Cli;

/// <summary>A password or key. It prints as <c>***</c>, so that no log, record or exception can show it by accident.</summary>
/// <param name="Value">The secret itself; hand it to nothing but the code that needs it.</param>
internal readonly record struct Secret(string Value)
{
    /// <inheritdoc/>
    public override string ToString() => "***";
}
