using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>A temporary folder with all that a marathon-lb under measurement reads and writes.</summary>
internal sealed class BenchFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("mlb-bench-").FullName;

    /// <summary>Makes its subfolders.</summary>
    public BenchFolder()
    {
        Directory.CreateDirectory(this["templates"]);
        Directory.CreateDirectory(this["tmp"]);
    }

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Combine(_root, name);

    /// <summary>How many files are in it and below.</summary>
    public int FileCount => Directory.EnumerateFileSystemEntries(_root, "*", SearchOption.AllDirectories).Count();

    /// <summary>Our default templates with other addresses, and without health checks: thousands of refused checks a second would measure HAProxy.</summary>
    /// <param name="address">Where all frontends listen.</param>
    /// <param name="http">Port of the HTTP frontend.</param>
    /// <param name="stats">Port of the statistics.</param>
    /// <param name="others">Ports of the HTTPS and the app id frontend.</param>
    public void WriteTemplates(string address, int http, int stats, (int Https, int AppId) others)
    {
        Move("HTTP_FRONTEND_HEAD", "*:80", $"{address}:{http}");
        Move("HTTP_FRONTEND_APPID_HEAD", "*:9091", $"{address}:{others.AppId}");
        Move("HTTPS_FRONTEND_HEAD", "*:443", $"{address}:{others.Https}");
        Move("HEAD", "*:9090", $"{address}:{stats}");
        Move("FRONTEND_HEAD", "{bindAddr}", address);
        Write("BACKEND_SERVER_HTTP_HEALTHCHECK_OPTIONS", "");
    }

    /// <summary>A HAProxy that notes each <c>-c</c> in a file and then becomes the real one.</summary>
    /// <param name="haproxy">The real one.</param>
    /// <returns>Its path.</returns>
    public string WriteCountingHaproxy(string haproxy)
    {
        string file = this["haproxy"];
        File.WriteAllText(file, $"#!/bin/sh\ncase \" $* \" in *' -c '*) echo >>'{this["checks"]}' ;; esac\nexec {haproxy} \"$@\"\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }

    /// <summary>How often the counting HAProxy was asked.</summary>
    public int Checks => File.Exists(this["checks"]) ? File.ReadAllLines(this["checks"]).Length : 0;

    /// <summary>A certificate for the HTTPS frontend.</summary>
    /// <returns>Its path.</returns>
    public string WriteCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=bench.test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
        string file = this["cert.pem"];
        File.WriteAllText(file, $"{certificate.ExportCertificatePem()}\n{key.ExportECPrivateKeyPem()}\n");
        return file;
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Move(string name, string from, string to) =>
        Write(name, File.ReadAllText(Path.Combine("templates", "HAPROXY_" + name)).Replace(from, to, StringComparison.Ordinal));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(this["templates"], "HAPROXY_" + name), text);
}
