using MarathonLb.Apps;
using MarathonLb.Findings;
using MarathonLb.Reconcile.Isolation;

namespace MarathonLb.Reconcile.Insight;

/// <summary>What a round has left, for viewers: nothing in it changes any more.</summary>
/// <param name="services">The services.</param>
/// <param name="findings">What apps, labels and templates did wrong; errors first.</param>
/// <param name="excluded">The services that HAProxy rejects.</param>
/// <param name="desired">The configuration that was wanted, if it could not be brought about; null if it runs.</param>
internal sealed class RoundPicture(Service[] services, Finding[] findings, Exclusion[] excluded, byte[]? desired)
{
    private readonly Lazy<Service[]> _sorted = new(() => [.. services.OrderBy(static service => service.AppId, StringComparer.Ordinal).ThenBy(static service => service.Index)]);
    private readonly Lazy<SecretMask> _mask = new(() => new SecretMask(services.Select(static service => service.Labels.Auth?.Password).OfType<string>()));
    private string[]? _texts;

    /// <summary>Before the first round.</summary>
    public static RoundPicture Empty { get; } = new([], [], [], null);

    /// <summary>The services, by app and index.</summary>
    public Service[] Services => _sorted.Value;

    /// <summary>The findings, errors first.</summary>
    public Finding[] Findings => findings;

    /// <summary>The services that HAProxy rejects.</summary>
    public Exclusion[] Excluded => excluded;

    /// <summary>The configuration that was wanted, if it does not run; else null.</summary>
    public byte[]? Desired => desired;

    /// <summary>Hides the passwords of the services' labels.</summary>
    public SecretMask Mask => _mask.Value;

    /// <summary>Takes it when a round has ended and before the next begins.</summary>
    /// <param name="generation">What the round generated.</param>
    /// <param name="excluded">The services that HAProxy rejects.</param>
    /// <param name="runs">True if it runs.</param>
    public static RoundPicture Of(Generation generation, IReadOnlyCollection<Exclusion> excluded, bool runs)
    {
        return new RoundPicture(
            generation.Model.Services,
            [.. generation.Findings.OrderByDescending(static finding => finding.Severity)],
            [.. excluded],
            runs || generation.GlobalFault ? null : generation.Document.Text.WrittenSpan.ToArray());
    }

    /// <summary>The services in whose text all words occur.</summary>
    public IReadOnlyList<Service> Find(string query)
    {
        string[] words = WordsOf(query);
        Service[] all = Services;
        if (words.Length == 0) return all;
        string[] texts = _texts ??= Array.ConvertAll(all, TextOf);
        List<Service> found = [];
        for (int i = 0; i < texts.Length; i++)
        {
            if (HasAll(texts[i], words)) found.Add(all[i]);
        }

        return found;
    }

    /// <summary>The words of a query, as <see cref="HasAll"/> wants them.</summary>
    public static string[] WordsOf(string query) => query.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>True if a text in lower case has all words.</summary>
    public static bool HasAll(string text, string[] words) => Array.TrueForAll(words, word => text.Contains(word, StringComparison.Ordinal));

    private static string TextOf(Service service)
    {
        IEnumerable<string> words =
        [
            service.AppId, $":{service.Port}", service.Backend, service.Labels.Path ?? "", service.IsHttp ? "http" : "tcp", .. service.Vhosts, .. service.Groups,
            .. service.Servers.Select(static server => $"{server.Host} {server.Ip}:{server.Port} {server.TaskId}"),
        ];
        return string.Join('\n', words).ToLowerInvariant();
    }
}
