namespace MarathonLb.Haproxy.Certificates;

/// <summary>
/// Reads <c>show ssl cert</c>: the files of all certificates that HAProxy uses, also those of folders and lists, under the names that it calls them by.
/// </summary>
/// <param name="Files">Their names.</param>
/// <param name="OpenTransaction">The file of the one transaction that may be open, or null.</param>
internal sealed record CertificateList(IReadOnlyList<string> Files, string? OpenTransaction)
{
    /// <summary>Reads the answer; one that is something else gives an empty list.</summary>
    public static CertificateList Parse(string answer)
    {
        List<string> files = [];
        string? transaction = null;
        bool inTransaction = false;
        foreach (string line in answer.Split('\n'))
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                inTransaction = line == "# transaction";
            }
            else if (inTransaction && line is ['*', ..])
            {
                transaction = line[1..];
            }
            else if (line is [not '@', ..] && !inTransaction)
            {
                // 3.0 and later name a certificate of a crt-store @STORE/NAME: no file of ours to read.
                files.Add(line);
            }
        }

        return new CertificateList([.. files.Distinct(StringComparer.Ordinal)], transaction);
    }

    /// <summary>The SHA-1 of the leaf certificate that HAProxy has loaded, from <c>show ssl cert FILE</c>; null if it does not say.</summary>
    public static string? Fingerprint(string answer)
    {
        const string Mark = "SHA1 FingerPrint: ";
        foreach (string line in answer.Split('\n'))
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal)) return line[Mark.Length..].Trim();
        }

        return null;
    }
}
