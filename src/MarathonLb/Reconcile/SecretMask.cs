using System.Text.RegularExpressions;

namespace MarathonLb.Reconcile;

/// <summary>Replaces passwords by <c>***</c> in text that goes to a log, a diff or an error message.</summary>
internal sealed partial class SecretMask
{
    private const string Mask = "***";

    /// <summary>A literal shorter than this is replaced only as a whole word: masking every "a" would tell more than it hides.</summary>
    private const int ShortLiteral = 6;

    private readonly Lazy<Regex?> _literals;

    /// <summary>A mask for the forms HAProxy knows and some literal secrets. They are asked for when the first text is masked: most rounds have none.</summary>
    public SecretMask(IEnumerable<string> literals) => _literals = new Lazy<Regex?>(() => Literals(literals));

    /// <summary>The text with its secrets masked.</summary>
    public string Apply(string text)
    {
        string masked = Basic().Replace(StatsAuth().Replace(UserPassword().Replace(text, $"${{keep}}{Mask}"), $"${{keep}}{Mask}"), $"${{keep}}{Mask}");
        return _literals.Value?.Replace(masked, Mask) ?? masked;
    }

    private static Regex? Literals(IEnumerable<string> literals)
    {
        string[] patterns = [.. literals.Where(literal => literal.Length > 0).Distinct(StringComparer.Ordinal).OrderByDescending(literal => literal.Length).Select(Pattern)];
        return patterns.Length > 0 ? new Regex(string.Join('|', patterns), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)) : null;
    }

    private static string Pattern(string literal)
    {
        string escaped = Regex.Escape(literal);
        return literal.Length < ShortLiteral ? $@"(?<!\w){escaped}(?!\w)" : escaped;
    }

    /// <summary><c>user NAME password HASH</c> and <c>user NAME insecure-password TEXT</c> of a userlist, the value quoted or not.</summary>
    [GeneratedRegex("""(?<keep>\b(insecure-)?password[ \t]+)("[^"\n]*"?|'[^'\n]*'?|(?:\\.|[^\s\\])+)""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex UserPassword();

    /// <summary><c>stats auth USER:TEXT</c>.</summary>
    [GeneratedRegex(@"(?<keep>\bstats[ \t]+auth[ \t]+[^\s:]+:)\S+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StatsAuth();

    /// <summary>An Authorization header that a rule sets: <c>Basic BASE64</c>, <c>Bearer TOKEN</c>, the space escaped or not.</summary>
    [GeneratedRegex(@"(?<keep>\b(Basic|Bearer)\\?[ \t]+)[A-Za-z0-9+/=._~-]{8,}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Basic();
}
