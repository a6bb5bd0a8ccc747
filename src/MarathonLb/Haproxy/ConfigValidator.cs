namespace MarathonLb.Haproxy;

/// <summary>Asks HAProxy whether it would start with some configuration files.</summary>
/// <param name="haproxy">The HAProxy.</param>
/// <param name="trampoline">
/// Our own binary, if the question is to be asked in a session of its own: a signal to our whole process group (<c>tini -g</c>) that means a
/// refresh or a reload to us would end a HAProxy that only checks.
/// </param>
internal sealed class ConfigValidator(HaproxyBinary haproxy, string? trampoline = null)
{
    /// <summary>5,000 apps take half a second (haproxy.md, section 4); a name server that does not answer takes more.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>So many signals within one question are not accidents.</summary>
    private const int MostInterruptions = 20;

    /// <summary>Runs <c>haproxy -c -f FILE …</c> and reads what it says.</summary>
    public async Task<ValidationReport> ValidateAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<string> arguments = trampoline is null ? ["-c"] : [SessionTrampoline.Word, haproxy.File, "-c"];
        foreach (string file in files)
        {
            arguments.Add("-f");
            arguments.Add(file);
        }

        ChildResult result = await AskAsync(new ChildCommand(trampoline ?? haproxy.File, arguments) { Timeout = Timeout }, cancellationToken);
        IReadOnlyList<ValidationMessage> messages = ValidationMessages.Parse(result.Error, out bool truncated);
        // A loader or a wrapper that fails speaks in its own way.
        string? failure = result.Failure ?? (messages.Count == 0 && result.ExitCode is not (0 or 2) ? result.Error.Trim() : null);
        return new(Verdict(result), result.ExitCode, messages, truncated, failure);
    }

    /// <summary>Asks again if a signal that means us came before the session was its own: that is no verdict.</summary>
    private static async Task<ChildResult> AskAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        for (int interrupted = 0; ; interrupted++)
        {
            ChildResult result = await ChildProcess.RunAsync(command, cancellationToken);
            bool signalled = result.ExitCode is 128 + NativeMethods.SignalHangUp or 128 + NativeMethods.SignalUser1;
            if (!signalled || interrupted == MostInterruptions) return result;
        }
    }

    private static ValidationVerdict Verdict(ChildResult result) => result.ExitCode switch
    {
        null or SessionTrampoline.CannotExecute => ValidationVerdict.NotAsked,
        0 => ValidationVerdict.Valid,
        2 => ValidationVerdict.NoListener,
        _ => ValidationVerdict.Invalid,
    };
}
