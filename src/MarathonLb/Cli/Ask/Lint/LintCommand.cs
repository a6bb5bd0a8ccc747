using MarathonLb.Cli.EntryPoint;
using MarathonLb.Config;
using MarathonLb.Findings;
using MarathonLb.Haproxy;
using MarathonLb.Reconcile;

namespace MarathonLb.Cli.Ask.Lint;

/// <summary><c>marathon-lb lint FILE|-</c>: judges app definitions before they are on Marathon.</summary>
internal static class LintCommand
{
    private const string Summary = "lint FILE or lint -: judges app definitions, groups or Marathon's answer before they are on Marathon; names file, line and JSON path of each finding.";

    private static readonly AskReader Reader = new("lint", "FILE|-", Summary, AskFlags.Lint);

    /// <summary>The command.</summary>
    public static CommandDefinition Definition { get; } = new("lint", Summary, static (arguments, environment) => Reader.Read(arguments, environment, Ask)) { Options = AskFlags.Lint };

    private static Invocation Ask(string file, ParsedArguments parsed, DirectOptions options)
    {
        if (AskReader.Choice(parsed, AskFlags.LintFormat) is not string format) return AskReader.NoChoice(parsed, AskFlags.LintFormat);
        bool haproxy = parsed.Has(AskFlags.Haproxy) || parsed.Has(DirectFlags.HaproxyBinary);
        return new Invocation.Ask(stop => RunAsync(file, Enum.Parse<LintFormat>(format, ignoreCase: true), haproxy, options, stop));
    }

    private static async Task<ExitCode> RunAsync(string file, LintFormat format, bool asksHaproxy, DirectOptions options, CancellationToken stop)
    {
        byte[] text;
        try
        {
            text = await ReadAsync(file, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            await Console.Error.WriteAsync(new Invocation.Misused([$"lint {file}: can't be read ({e.Message}); give a readable file, or - for standard input"]).Text);
            return ExitCode.FileSystem;
        }

        HaproxyBinary? binary = asksHaproxy ? HaproxyBinary.Find(options.Proxy.Binary, Environment.GetEnvironmentVariable("PATH")) : null;
        if (asksHaproxy && binary is null)
        {
            await Console.Error.WriteAsync(new Invocation.Misused(["--haproxy: there is no haproxy on PATH, in /usr/sbin or /usr/local/sbin; name it with --haproxy-binary"]).Text);
            return ExitCode.Usage;
        }

        IReadOnlyList<LintFinding> findings = await JudgeAsync(LintDocument.Read(text), binary, options, stop);
        await Console.Out.WriteAsync(Write(file == "-" ? "stdin" : file, format, findings));
        return findings.Any(static lint => lint.Finding.Severity == FindingSeverity.Error) ? ExitCode.ConfigurationInvalid : ExitCode.Done;
    }

    private static async Task<IReadOnlyList<LintFinding>> JudgeAsync(LintDocument document, HaproxyBinary? binary, DirectOptions options, CancellationToken stop)
    {
        RenderOptions render = RoomOptions.Render(options) with { Conflicts = ConflictMode.First };
        if (binary is null) return await new Linter(GeneratorOf(options, render), null).JudgeAsync(document, stop);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("marathon-lb-lint-");
        try
        {
            string certificate = Path.Combine(folder.FullName, "pretended.pem");
            await File.WriteAllTextAsync(certificate, SelfSignedCertificate.Create(TimeProvider.System), stop);
            render = render with { HaproxyDir = folder.FullName };
            return await new Linter(GeneratorOf(options, render), new HaproxyLint(binary, folder.FullName, certificate)).JudgeAsync(document, stop);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ConfigGenerator GeneratorOf(DirectOptions options, RenderOptions render) =>
        new(RoomOptions.Apps(options.Services), render, new PretendedAddresses(), options.Files.TemplatesDirectory, Environment.GetEnvironmentVariable);

    private static async Task<byte[]> ReadAsync(string file, CancellationToken stop)
    {
        if (file != "-") return await File.ReadAllBytesAsync(file, stop);
        await using Stream input = Console.OpenStandardInput();
        using MemoryStream text = new();
        await input.CopyToAsync(text, stop);
        return text.ToArray();
    }

    private static string Write(string file, LintFormat format, IReadOnlyList<LintFinding> findings) => format switch
    {
        LintFormat.Json => LintJson.Plain(file, findings),
        LintFormat.GitHub => LintText.GitHub(file, findings),
        LintFormat.Sarif => LintJson.Sarif(file, findings),
        _ => LintText.Plain(file, findings, TerminalColours.OfOutput()),
    };
}
