namespace MarathonLb.Cli.EntryPoint;

/// <summary>Puts the certificates of the environment into files, and says which files <c>{sslCerts}</c> lists, in order.</summary>
internal static class CertificateFiles
{
    private const string Variable = "HAPROXY_SSL_CERT";

    /// <summary>
    /// Writes what the environment gives; makes a self-signed certificate if neither it nor <c>--ssl-certs</c> gives any and none is there.
    /// Throws <see cref="EntryPointException"/>; then nothing was written.
    /// </summary>
    /// <param name="environment">The certificates.</param>
    /// <param name="flagged">The files of <c>--ssl-certs</c>, or null without that flag.</param>
    /// <param name="paths">Where they go.</param>
    /// <param name="time">The clock.</param>
    public static IReadOnlyList<string> Prepare(EntryPointEnvironment environment, IReadOnlyList<string>? flagged, EntryPointPaths paths, TimeProvider time)
    {
        if (environment.Certificate is not { } first)
        {
            if (flagged is not null) return flagged;
            if (!File.Exists(paths.Certificate)) Write(paths.Certificate, SelfSignedCertificate.Create(time));
            return [paths.Certificate];
        }

        List<(string Path, string Pem)> files = [(paths.Certificate, CertificateText.Parse(Variable, first.Value))];
        foreach (NumberedCertificate numbered in environment.NumberedCertificates)
        {
            string variable = FormattableString.Invariant($"{Variable}{numbered.Number}");
            files.Add((paths.NumberedCertificate(numbered.Number), CertificateText.Parse(variable, numbered.Pem.Value)));
        }

        foreach ((string path, string pem) in files) Write(path, pem);
        return [.. (flagged ?? []).Concat(files.Select(file => file.Path)).Distinct(StringComparer.Ordinal)];
    }

    private static void Write(string path, string pem)
    {
        try
        {
            PrivateFile.Write(path, pem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EntryPointException(ExitCode.FileSystem, $"{path}: the certificate can't be written ({e.Message}); make its folder writable for us, or give --ssl-certs", e);
        }
    }
}
