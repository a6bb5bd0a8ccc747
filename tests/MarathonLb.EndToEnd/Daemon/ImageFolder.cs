using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Daemon;

/// <summary>A root folder with what the image holds and no more: our binary, HAProxy and tini with their libraries, the authorities, our templates.</summary>
internal sealed class ImageFolder(Scratch scratch)
{
    public const string Tini = "/usr/bin/tini";
    private const string Authorities = "/etc/ssl/certs/ca-certificates.crt";

    public string Root { get; } = scratch["root"];

    /// <summary>Bytes in it.</summary>
    public long Size => new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    /// <summary>True if this machine can make one and lock a process into it.</summary>
    public static bool IsPossible => Environment.UserName == "root" && File.Exists(Tini) && File.Exists(Authorities) && File.Exists("/usr/bin/unshare");

    /// <summary>Copies it all.</summary>
    public async Task FillAsync(string haproxy)
    {
        foreach (string folder in new[] { "proc", "tmp", "dev", "run", "etc/ssl/certs", "marathon-lb/templates", "var/run/haproxy", "var/state/haproxy" })
        {
            Directory.CreateDirectory(Path.Combine(Root, folder));
        }

        await AddProgramAsync(PublishedBinary.File, "marathon-lb/marathon-lb");
        File.CreateSymbolicLink(Path.Combine(Root, "marathon-lb/run"), "marathon-lb");
        await AddProgramAsync(haproxy, "usr/sbin/haproxy");
        await AddProgramAsync(Tini, Tini[1..]);
        Copy(Authorities, Authorities[1..]);
        foreach ((string name, string minor) in new[] { ("null", "3"), ("urandom", "9") })
        {
            Run made = await Run.ProgramAsync("/usr/bin/mknod", ["-m", "666", Path.Combine(Root, "dev", name), "c", "1", minor]);
            Assert.True(made.ExitCode == 0, $"mknod: {made}");
        }

        scratch.Write("root/etc/passwd", "root:x:0:0:root:/:/bin/false\n");
        scratch.Write("root/etc/group", "root:x:0:\n");
    }

    private async Task AddProgramAsync(string program, string place)
    {
        Copy(program, place);
        Run libraries = await Run.ProgramAsync("/usr/bin/ldd", [program]);
        foreach (string line in libraries.Output.Split('\n'))
        {
            // "libc.so.6 => /lib/…/libc.so.6 (0x…)", or the loader alone.
            string? path = line.Split(' ', '\t').FirstOrDefault(static word => word.StartsWith('/'));
            if (path is not null && !File.Exists(Path.Combine(Root, path[1..]))) Copy(path, path[1..]);
        }
    }

    private void Copy(string from, string to)
    {
        string target = Path.Combine(Root, to);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(from, target);
    }
}
