using MarathonLb.Findings;
using MarathonLb.Haproxy.Runtime;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Haproxy.Certificates;

/// <summary>
/// Keeps the certificates that HAProxy serves those of the files: a renewed one is swapped in at run time. What HAProxy has loaded is not guessed from when
/// we first looked. At the first look under a worker its fingerprint of each certificate is compared with that of the file; a file that differs, or
/// was written after the worker started (its chain may be another), is treated as changed. Swapping in what is there already does no harm.
/// </summary>
/// <param name="socketPath">HAProxy's Runtime API.</param>
/// <param name="clock">Measures how long a change waits.</param>
/// <param name="logger">Hears of changes.</param>
internal sealed partial class CertificateWatch(string socketPath, TimeProvider clock, ILogger logger)
{
    /// <summary>How long a change waits for somebody else's transaction before it asks for a reload.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly CertificateSwap _swap = new();
    private readonly Dictionary<string, WatchedCertificate> _files = new(StringComparer.Ordinal);
    private WorkerIdentity _worker;
    private volatile bool _forget;

    /// <summary>When the certificates expire.</summary>
    public CertificateDates Dates { get; } = new();

    /// <summary>Says that HAProxy has read its files again. A worker with another process id is noticed anyway.</summary>
    public void Forget() => _forget = true;

    /// <summary>Compares the files with what HAProxy has loaded, and swaps in what has changed. One call at a time.</summary>
    public async Task<CertificateRound> LookAsync(CancellationToken cancellation)
    {
        List<string> swapped = [];
        List<Finding> findings = [];
        try
        {
            await using RuntimeConnection connection = await RuntimeConnection.OpenAsync(socketPath, cancellation);
            FollowWorker(connection.Worker);
            CertificateList list = CertificateList.Parse(await AskAsync(connection, RuntimeCommands.ShowCertificates, cancellation));
            await LearnAsync(connection, list, cancellation);
            bool ours = await _swap.PrepareAsync(connection, list, cancellation);
            foreach (string file in list.Files) await LookAtAsync(connection, file, ours, swapped, findings, cancellation);
            Dates.Show(list.Files);
        }
        catch (IOException e)
        {
            // HAProxy may be starting or reloading just now; the next look comes soon.
            Log.NoLook(logger, e.Message);
        }

        return new CertificateRound(swapped, findings, _files.Values.Any(static file => file.ForReload is not null));
    }

    private void FollowWorker(WorkerIdentity worker)
    {
        if (!_forget && worker == _worker) return;
        _forget = false;
        _worker = worker;
        _files.Clear();
        _swap.Forget();
    }

    /// <summary>Finds out of files that are new here whether HAProxy has loaded what they hold now; forgets those that it does not use any more.</summary>
    private async Task LearnAsync(RuntimeConnection connection, CertificateList list, CancellationToken cancellation)
    {
        HashSet<string> listed = new(list.Files, StringComparer.Ordinal);
        foreach (string gone in _files.Keys.Where(file => !listed.Contains(file)).ToList()) _files.Remove(gone);
        string[] fresh = [.. list.Files.Where(file => !_files.ContainsKey(file))];
        IReadOnlyList<RuntimeAnswer> answers = await connection.SendAsync([.. fresh.Select(RuntimeCommands.ShowCertificate)], cancellation);
        for (int i = 0; i < fresh.Length; i++)
        {
            WatchedCertificate watched = new();
            if (TryRead(fresh[i], out _) is CertificateFile now && now.Modified < connection.Worker.Started.UtcDateTime
                && now.Pem() is string pem && PemText.Fingerprint(pem) is string fingerprint && fingerprint == CertificateList.Fingerprint(answers[i].Text))
            {
                watched.Take(now.Hash);
            }

            _files.Add(fresh[i], watched);
        }
    }

    private async Task LookAtAsync(
        RuntimeConnection connection, string file, bool free, List<string> swapped, List<Finding> findings, CancellationToken cancellation)
    {
        WatchedCertificate watched = _files[file];
        if (TryRead(file, out string problem) is not CertificateFile now)
        {
            Tell(watched, problem, file, problem, findings);
            return;
        }

        if (now.Hash == watched.Loaded)
        {
            watched.Take(now.Hash);
            Dates.Note(file, now);
            return;
        }

        if (now.Hash == watched.Told || now.Hash == watched.ForReload) return;
        watched.ForReload = null;
        (SwapResult result, string reason) = await SwapAsync(connection, file, now, free, cancellation);
        if (result == SwapResult.Done)
        {
            swapped.Add(file);
            Dates.Note(file, now);
        }

        Note(watched, now.Hash, file, result, reason, findings);
        if (result == SwapResult.NoAnswer) throw new IOException(reason);
    }

    private void Note(WatchedCertificate watched, string hash, string file, SwapResult result, string reason, List<Finding> findings)
    {
        switch (result)
        {
            case SwapResult.Done:
                watched.Take(hash);
                Log.Swapped(logger, file);
                break;
            case SwapResult.Refused:
                Tell(watched, hash, file, reason, findings);
                break;
            case SwapResult.Busy or SwapResult.NoAnswer:
                Wait(watched, hash, file, reason);
                break;
            default:
                watched.ForReload = hash;
                Log.NeedsReload(logger, file, reason);
                break;
        }
    }

    private async Task<(SwapResult Result, string Reason)> SwapAsync(
        RuntimeConnection connection, string file, CertificateFile now, bool free, CancellationToken cancellation)
    {
        if (now.Pem() is not string pem) return (SwapResult.Refused, "there is no PEM in it that could be read");
        if (CertificateFile.HasCompanions(file)) return (SwapResult.NotAtRunTime, "HAProxy would drop what it has of the .ocsp, .issuer or .sctl file beside it");
        if (!free) return (SwapResult.Busy, "another transaction on certificates is open");
        try
        {
            return await _swap.SetAsync(connection, file, pem, cancellation);
        }
        catch (IOException e)
        {
            return (SwapResult.NoAnswer, e.Message);
        }
    }

    /// <summary>
    /// A change that waits too long asks for a reload, which also ends the transaction that it waits for. So does one that HAProxy closes
    /// upon again and again, as 2.6 does if its buffers are set smaller than usual.
    /// </summary>
    private void Wait(WatchedCertificate watched, string hash, string file, string reason)
    {
        watched.WaitsSince ??= clock.GetTimestamp();
        if (clock.GetElapsedTime(watched.WaitsSince.Value) < LongestWait) return;
        watched.ForReload = hash;
        Log.NeedsReload(logger, file, reason);
    }

    private static void Tell(WatchedCertificate watched, string told, string file, string reason, List<Finding> findings)
    {
        watched.WaitsSince = null;
        watched.ForReload = null;
        if (watched.Told == told) return;
        watched.Told = told;
        findings.Add(new Finding(
            FindingSeverity.Error, "certificate", null, file, null,
            $"the certificate can't be used ({reason}); HAProxy goes on with the one that it has loaded",
            "Put a PEM file there that holds the certificate, its chain and its key; it is taken in within seconds. Until then a reload of HAProxy may fail."));
    }

    private static CertificateFile? TryRead(string file, out string problem)
    {
        try
        {
            problem = "";
            return CertificateFile.Read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e is FileNotFoundException or DirectoryNotFoundException ? "the file is gone" : e.Message;
            return null;
        }
    }

    private static async Task<string> AskAsync(RuntimeConnection connection, RuntimeCommand command, CancellationToken cancellation)
    {
        RuntimeAnswer answer = (await connection.SendAsync([command], cancellation))[0];
        return answer.Succeeded ? answer.Text : throw new IOException(answer.ToString());
    }

    private static partial class Log
    {
        [LoggerMessage(4050, LogLevel.Information, "swapped in the new certificate of {File}, without a reload")]
        public static partial void Swapped(ILogger logger, string file);

        [LoggerMessage(4051, LogLevel.Information, "the new certificate of {File} needs a reload: {Reason}")]
        public static partial void NeedsReload(ILogger logger, string file, string reason);

        [LoggerMessage(4052, LogLevel.Debug, "could not look at the certificates: {Reason}")]
        public static partial void NoLook(ILogger logger, string reason);
    }
}
