using MarathonLb.Haproxy.Runtime;

namespace MarathonLb.Haproxy.Certificates;

/// <summary>
/// Sets certificates at run time, each in a transaction that is committed or aborted. HAProxy has one transaction for all, so one that a broken
/// connection left behind would keep everybody out; it is remembered, and aborted the next time.
/// </summary>
internal sealed class CertificateSwap
{
    /// <summary>What HAProxy says of contents that it can't use: "unable to load certificate from file …", "inconsistencies between private key and
    /// certificate loaded …", "The transaction must contain at least a certificate and a private key!", and "Failed!" after a reason.</summary>
    private static readonly string[] Refusals = ["unable to", "Can't load the payload", "inconsistencies between", "must contain at least", "Failed!"];

    /// <summary>What it says when it is somebody else's turn.</summary>
    private static readonly string[] Turns = ["currently locked", "ongoing transaction"];

    private string? _opened;

    /// <summary>Forgets a transaction of a worker that is gone.</summary>
    public void Forget() => _opened = null;

    /// <summary>Aborts what a broken connection left open.</summary>
    /// <returns>False if somebody else's transaction is open: 2.6 would put our certificate into it.</returns>
    public async Task<bool> PrepareAsync(RuntimeConnection connection, CertificateList list, CancellationToken cancellation)
    {
        if (list.OpenTransaction is not string open) return true;
        if (open != _opened) return false;
        IReadOnlyList<RuntimeAnswer> answers = await connection.SendAsync([RuntimeCommands.AbortCertificate(open)], cancellation);
        if (answers[0].Succeeded) _opened = null;
        return answers[0].Succeeded;
    }

    /// <summary>Sets one.</summary>
    /// <returns>How it went, and HAProxy's reason if it did not.</returns>
    public async Task<(SwapResult Result, string Reason)> SetAsync(RuntimeConnection connection, string file, string pem, CancellationToken cancellation)
    {
        if (!RuntimeCommands.Fits(file, pem)) return (SwapResult.NotAtRunTime, "it is too long for HAProxy's Runtime API");
        _opened = file;
        RuntimeAnswer set = (await connection.SendAsync([RuntimeCommands.SetCertificate(file, pem)], cancellation))[0];
        if (!set.Succeeded)
        {
            _opened = null;
            return (Judge(set.Text), OneLine(set.Text));
        }

        RuntimeAnswer commit = (await connection.SendAsync([RuntimeCommands.CommitCertificate(file)], cancellation))[0];
        if (commit.Succeeded)
        {
            _opened = null;
            return (SwapResult.Done, "");
        }

        RuntimeAnswer abort = (await connection.SendAsync([RuntimeCommands.AbortCertificate(file)], cancellation))[0];
        if (abort.Succeeded) _opened = null;
        return (Judge(commit.Text), OneLine(commit.Text));
    }

    private static SwapResult Judge(string answer)
    {
        if (Turns.Any(turn => answer.Contains(turn, StringComparison.Ordinal))) return SwapResult.Busy;
        return Refusals.Any(refusal => answer.Contains(refusal, StringComparison.Ordinal)) ? SwapResult.Refused : SwapResult.NotAtRunTime;
    }

    private static string OneLine(string answer) => answer.ReplaceLineEndings("; ").TrimEnd('.');
}
