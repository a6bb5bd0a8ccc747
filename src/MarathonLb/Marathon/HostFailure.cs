namespace MarathonLb.Marathon;

/// <summary>Why a Marathon gave no answer.</summary>
/// <param name="Host">Its base URL, or a file's path.</param>
/// <param name="Reason">What happened, in plain words.</param>
/// <param name="Cause">The error beneath.</param>
internal sealed record HostFailure(string Host, string Reason, Exception? Cause = null)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Host}: {Reason}";
}
