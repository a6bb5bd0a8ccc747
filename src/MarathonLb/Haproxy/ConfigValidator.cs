namespace MarathonLb.Haproxy;

/// <summary>Asks HAProxy whether it would start with some configuration files.</summary>
internal sealed class ConfigValidator(HaproxyBinary haproxy)
{
    /// <summary>5,000 apps take half a second (haproxy.md, section 4); a name server that does not answer takes more.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    /// <summary>Runs <c>haproxy -c -f FILE …</c> and reads what it says.</summary>
    public async Task<ValidationReport> ValidateAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        List<string> arguments = ["-c"];
        foreach (string file in files)
        {
            arguments.Add("-f");
            arguments.Add(file);
        }

        ChildResult result = await ChildProcess.RunAsync(new ChildCommand(haproxy.File, arguments) { Timeout = Timeout }, cancellationToken);
        IReadOnlyList<ValidationMessage> messages = ValidationMessages.Parse(result.Error, out bool truncated);
        // A loader or a wrapper that fails speaks in its own way.
        string? failure = result.Failure ?? (messages.Count == 0 && result.ExitCode is not (0 or 2) ? result.Error.Trim() : null);
        return new(Verdict(result), result.ExitCode, messages, truncated, failure);
    }

    private static ValidationVerdict Verdict(ChildResult result) => result.ExitCode switch
    {
        null => ValidationVerdict.NotAsked,
        0 => ValidationVerdict.Valid,
        2 => ValidationVerdict.NoListener,
        _ => ValidationVerdict.Invalid,
    };
}
