namespace MarathonLb.Haproxy.Runtime;

/// <content>Certificates: set opens a transaction, commit or abort ends it. HAProxy has one transaction at a time, whoever opened it.</content>
internal static partial class RuntimeCommands
{
    /// <summary>Asks for the certificate files in use, and for an open transaction.</summary>
    public static RuntimeCommand ShowCertificates { get; } = Make(CommandKind.Show, "show ssl cert");

    /// <summary>Asks for what is loaded of one.</summary>
    public static RuntimeCommand ShowCertificate(string file) => Make(CommandKind.Show, $"show ssl cert {CliText.Escape(file)}");

    /// <summary>Loads a certificate with its key and chain into a transaction.</summary>
    /// <param name="file">The name that <see cref="ShowCertificates"/> lists.</param>
    /// <param name="pem">PEM without empty lines.</param>
    public static RuntimeCommand SetCertificate(string file, string pem)
    {
        if (!Fits(file, pem)) throw new ArgumentException($"can't be sent to HAProxy at run time: {file}", nameof(pem));
        return Make(CommandKind.CertificateSet, SetCertificateText(file), pem);
    }

    /// <summary>True if a certificate can go over the Runtime API: short enough, and no line of it empty or holding a control character.</summary>
    public static bool Fits(string file, string pem)
    {
        foreach (Range line in pem.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> text = pem.AsSpan(line);
            if (text.IsEmpty || text.ContainsAnyInRange('\0', '\u001f')) return false;
        }

        return new RuntimeCommand(CommandKind.CertificateSet, SetCertificateText(file), pem).Bytes < RuntimeCommand.LongestBytes;
    }

    /// <summary>Makes the transaction what is served.</summary>
    public static RuntimeCommand CommitCertificate(string file) => Make(CommandKind.CertificateCommit, $"commit ssl cert {CliText.Escape(file)}");

    /// <summary>Drops the transaction.</summary>
    public static RuntimeCommand AbortCertificate(string file) => Make(CommandKind.CertificateAbort, $"abort ssl cert {CliText.Escape(file)}");

    internal static string SetCertificateText(string file) => $"set ssl cert {CliText.Escape(file)}";
}
