using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Marathon;

/// <summary>Whose certificates are believed: the system's authorities, those of a file, or anybody's.</summary>
internal static class MarathonTls
{
    /// <summary>The settings for connections.</summary>
    /// <param name="caFile">A PEM file with the authorities to believe instead of the system's, or null.</param>
    /// <param name="insecure">Believe anybody.</param>
    /// <exception cref="IOException">The file can't be read or holds no certificate; the message names it.</exception>
    public static SslClientAuthenticationOptions Settings(string? caFile, bool insecure)
    {
        SslClientAuthenticationOptions settings = new();
        if (insecure)
        {
#pragma warning disable CA5359 // Asked for by the operator, and said so at start.
            settings.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (caFile is not null)
        {
            settings.CertificateChainPolicy = Trusting(Load(caFile));
        }

        return settings;
    }

    private static X509ChainPolicy Trusting(X509Certificate2Collection authorities)
    {
        X509ChainPolicy policy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(authorities);

        // A bundle may hold intermediates, which a server forgot to send.
        policy.ExtraStore.AddRange(authorities);
        return policy;
    }

    private static X509Certificate2Collection Load(string path)
    {
        X509Certificate2Collection authorities = [];
        try
        {
            authorities.ImportFromPemFile(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            string reason = failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "it can't be read (permission denied, or a folder)",
                _ => failure.Message,
            };
            throw new IOException($"CA file {path}: {reason}", failure);
        }

        if (authorities.Count == 0) throw new IOException($"CA file {path}: there is no certificate in it. It must be PEM (-----BEGIN CERTIFICATE-----)");
        return authorities;
    }
}
