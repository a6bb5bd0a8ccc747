using MarathonLb.EndToEnd.Infrastructure;

namespace MarathonLb.EndToEnd.Dashboard;

/// <summary>A headless Chromium, where there is one.</summary>
internal static class Browser
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>The program; null if there is none.</summary>
    public static string? File { get; } = Array.Find(Places, System.IO.File.Exists);

    /// <summary>The document as the browser has it after its scripts have run.</summary>
    public static async Task<string> DocumentAsync(Scratch folder, string url)
    {
        Run run = await Run.ProgramAsync(
            File!,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", $"--user-data-dir={folder["browser"]}", "--virtual-time-budget=3000", "--dump-dom", url],
            folder.Root);
        Assert.True(run.ExitCode == 0, run.ToString());
        return run.Output;
    }
}
