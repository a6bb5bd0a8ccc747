using System.Globalization;

namespace MarathonLb.Benchmarks.WholeProcess;

/// <summary>What /proc tells of a process at one moment.</summary>
/// <param name="CpuMilliseconds">User and system time so far; the kernel counts in steps of 10 ms.</param>
/// <param name="ResidentKilobytes">Resident memory (VmRSS).</param>
/// <param name="PeakKilobytes">The most that it ever was (VmHWM).</param>
/// <param name="AnonymousKilobytes">The part of it that no file backs: heaps and stacks (RssAnon).</param>
/// <param name="Threads">Threads.</param>
/// <param name="Handles">Open files, sockets and pipes.</param>
internal sealed record ProcessReading(double CpuMilliseconds, long ResidentKilobytes, long PeakKilobytes, long AnonymousKilobytes, int Threads, int Handles)
{
    private const int MillisecondsPerTick = 10;

    /// <summary>Reads them.</summary>
    public static ProcessReading Of(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        Dictionary<string, long> status = Numbers($"/proc/{pid}/status");
        return new(
            MillisecondsPerTick * (Number(fields[11]) + Number(fields[12])),
            status["VmRSS"],
            status["VmHWM"],
            status["RssAnon"],
            (int)status["Threads"],
            Directory.GetFileSystemEntries($"/proc/{pid}/fd").Length);
    }

    /// <summary>Kilobytes of the kernel, which are 1,024 bytes, as MB of 10^6.</summary>
    public static string Megabytes(long kilobytes) => (kilobytes * 1024 / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>Lines <c>Name:  123 kB</c>; others are passed over.</summary>
    private static Dictionary<string, long> Numbers(string file)
    {
        Dictionary<string, long> numbers = new(StringComparer.Ordinal);
        foreach (string line in File.ReadAllLines(file))
        {
            string[] words = line.Split([':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 1 && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)) numbers[words[0]] = number;
        }

        return numbers;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
