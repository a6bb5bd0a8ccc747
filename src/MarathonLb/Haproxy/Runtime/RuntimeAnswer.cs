namespace MarathonLb.Haproxy.Runtime;

/// <summary>What HAProxy said to a command.</summary>
/// <param name="Command">The command.</param>
/// <param name="Text">The answer, without line ends at its end and without echoes.</param>
/// <param name="Succeeded">Whether the answer is known to mean that it was done; an answer that is not understood is none.</param>
internal sealed record RuntimeAnswer(RuntimeCommand Command, string Text, bool Succeeded)
{
    /// <summary>The version that <c>prepare map</c> made, or null if this is another answer.</summary>
    public uint? MapVersion => Command.Kind == CommandKind.MapPrepare ? AnswerRules.MapVersion(Text) : null;

    /// <summary>For a log: the command with its answer, on one line.</summary>
    public override string ToString() => $"'{Command.Text}': {(Text.Length == 0 ? "no answer" : Text.ReplaceLineEndings(" "))}";
}
