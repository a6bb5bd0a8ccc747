using MarathonLb.Haproxy;
using MarathonLb.Observability;

namespace MarathonLb.Cli;

/// <summary>Checks what was parsed and makes <see cref="DirectOptions"/> of it.</summary>
internal static class DirectOptionsReader
{
    private const string FilePrefix = "file:";

    /// <summary>The options, or null with every problem listed, one line each.</summary>
    public static DirectOptions? Read(ParsedArguments arguments, EnvironmentSettings environment, out IReadOnlyList<string> problems)
    {
        OptionValues values = new(arguments);
        DirectOptions options = new(
            Services(values, environment),
            Marathon(values, environment, DirectFlags.Marathon),
            Proxy(values),
            Files(values),
            LoggingOptionsReader.Read(values),
            values.Has(DirectFlags.Dry),
            values.Has(DirectFlags.Sse));
        problems = values.Problems;
        return problems.Count == 0 ? options : null;
    }

    private static ServiceOptions Services(OptionValues values, EnvironmentSettings environment)
    {
        string[] groups = [.. values.All(DirectFlags.Group).Where(group => group.Length > 0)];
        if (groups.Length == 0)
        {
            values.Problems.Add("--group: is required; write --group NAME for each group to serve, or --group '*' for all");
        }

        int min = values.Number(DirectFlags.MinPort, 0, 65535);
        int max = values.Number(DirectFlags.MaxPort, 0, 65535);
        if (min > max)
        {
            values.Problems.Add($"--min-serv-port-ip-per-task: {min} is above --max-serv-port-ip-per-task {max}; swap them, or give both as 0 to assign no ports");
        }
        else if (min == 0 && max != 0)
        {
            values.Problems.Add($"--min-serv-port-ip-per-task: 0 is no port while --max-serv-port-ip-per-task is {max}; write 1 or more, or give both as 0 to assign no ports");
        }

        string[] certs = (values.Text(DirectFlags.SslCerts) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(
            groups,
            values.Has(DirectFlags.HealthCheck),
            values.Has(DirectFlags.StrictMode),
            certs.Length > 0 ? certs : [DirectFlags.SslCerts.Default!],
            certs.Length > 0,
            values.Has(DirectFlags.HaproxyMap),
            values.Has(DirectFlags.DontBindHttpHttps),
            values.Has(DirectFlags.GroupHttpsByVhost),
            min,
            max,
            values.Switch(DirectFlags.KeepEmptyServices),
            values.Number(DirectFlags.LruCacheCapacity, 1, int.MaxValue),
            environment.FrameworkName,
            RawLabels(values),
            Words(values.All(DirectFlags.RawLabelsDeny)));
    }

    /// <summary>Which apps may bring templates in labels; null for all.</summary>
    private static string[]? RawLabels(OptionValues values)
    {
        string[] given = Words(values.All(DirectFlags.RawLabels));
        if (given is [] or ["all"]) return null;
        if (given is ["none"]) return [];
        if (given.Contains("all") || given.Contains("none"))
        {
            values.Problems.Add($"{DirectFlags.RawLabels}: 'all' and 'none' stand alone; give one of them, or app ids such as /team/web");
        }

        return given;
    }

    /// <summary>Words, also where several are written into one value.</summary>
    private static string[] Words(IReadOnlyList<string> values) =>
        [.. values.SelectMany(static value => value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    /// <summary>Where Marathon is, and who we are.</summary>
    /// <param name="values">Receives problems, too.</param>
    /// <param name="environment">May hold credentials.</param>
    /// <param name="flag">The option that names Marathon; commands differ in whether it has a default.</param>
    internal static MarathonOptions Marathon(OptionValues values, EnvironmentSettings environment, OptionSpec flag)
    {
        IReadOnlyList<string> texts = values.All(flag);
        if (texts.Count == 0) texts = [DirectFlags.Marathon.Default!];
        List<MarathonAddress> addresses = [];
        foreach (string text in texts)
        {
            if (Address(text, values.Problems) is { } address) addresses.Add(address);
        }

        if (addresses.Count > 1 && addresses.Exists(address => address.FilePath is not null))
        {
            values.Problems.Add("--marathon/-m: file:PATH can't stand beside other addresses; give only the file, or only URLs");
        }

        return new(
            addresses,
            values.ReadableFile(DirectFlags.MarathonCaCert),
            values.Has(DirectFlags.MarathonInsecure),
            CredentialReader.Read(values.Text(DirectFlags.AuthCredentials), values.Text(DirectFlags.AuthCredentialFile), environment, values.Problems),
            values.Text(DirectFlags.DcosAuthCredentials) is { Length: > 0 } json ? new Secret(json) : environment.DcosServiceAccountCredential,
            values.Seconds(DirectFlags.MaxBackoff),
            SseTimeout(values));
    }

    private static TimeSpan SseTimeout(OptionValues values)
    {
        int problems = values.Problems.Count;
        TimeSpan timeout = values.Seconds(DirectFlags.SseTimeout);
        if (timeout == TimeSpan.Zero && values.Problems.Count == problems)
        {
            values.Problems.Add($"{DirectFlags.SseTimeout}: 0 leaves Marathon no time to say anything; write 20 or more");
        }

        return timeout;
    }

    private static MarathonAddress? Address(string text, List<string> problems)
    {
        if (text.StartsWith(FilePrefix, StringComparison.OrdinalIgnoreCase))
        {
            string path = text[FilePrefix.Length..];
            if (path.StartsWith("///", StringComparison.Ordinal)) path = path[2..];
            if (OptionValues.WhyUnreadable(path) is { } reason)
            {
                problems.Add($"--marathon/-m {text}: can't be read ({reason}); give a readable file with Marathon's apps");
                return null;
            }

            return new(null, path);
        }

        if (Uri.TryCreate(text.Trim(), UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" && url!.Host.Length > 0) return new(url, null);
        string shown = text.Contains('@', StringComparison.Ordinal) ? "the URL" : $"'{text}'";
        problems.Add($"--marathon/-m: {shown} is no address of Marathon; write http://HOST:PORT, https://HOST:PORT or file:PATH");
        return null;
    }

    private static ProxyOptions Proxy(OptionValues values)
    {
        string? binary = values.Text(DirectFlags.HaproxyBinary);
        if (binary is not null && !ProgramFile.IsExecutable(binary))
        {
            values.Problems.Add($"--haproxy-binary {binary}: is no program that can be run; give the path of haproxy, or use --skip-validation");
        }

        return new(
            binary,
            values.Has(DirectFlags.SkipValidation),
            values.Has(DirectFlags.SkipConfigCleanup),
            values.Text(DirectFlags.Command) is { Length: > 0 } command ? command : null,
            Math.Max(-1, values.Number(DirectFlags.MaxReloadRetries, int.MinValue, int.MaxValue)),
            values.Seconds(DirectFlags.ReloadInterval));
    }

    private static PathOptions Files(OptionValues values)
    {
        string config = Path.GetFullPath(NonEmpty(values, DirectFlags.HaproxyConfig));
        string templates = NonEmpty(values, DirectFlags.TemplatesDir);
        if (values.Has(DirectFlags.TemplatesDir) && !Directory.Exists(templates))
        {
            values.Problems.Add($"--templates-dir {templates}: there is no such folder; give the folder that holds your HAPROXY_… files");
        }

        string state = values.Text(DirectFlags.StateDir) is { Length: > 0 } given ? given : Path.Combine(Path.GetDirectoryName(config) ?? "/", ".mlb");
        return new(config, templates, Path.GetFullPath(state), values.Number(DirectFlags.ArchiveVersions, 0, 100_000));
    }

    private static string NonEmpty(OptionValues values, OptionSpec option)
    {
        string text = values.Text(option) ?? option.Default!;
        if (text.Length > 0) return text;
        values.Problems.Add($"{option}: is empty; give a path");
        return option.Default!;
    }
}
