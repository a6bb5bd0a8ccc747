using MarathonLb.Findings;
using Microsoft.Extensions.Logging;

namespace MarathonLb.Reconcile;

/// <summary>Tells each finding when it comes, once, and not in every round that still has it.</summary>
/// <param name="logger">Hears how many are mended.</param>
internal sealed partial class FindingNews(ILogger logger)
{
    private HashSet<Finding> _known = [];
    private FindingLog? _told;

    /// <summary>Tells what is new.</summary>
    public void Tell(Generation generation, RoundLog report)
    {
        if (ReferenceEquals(generation.Findings, _told)) return;
        _told = generation.Findings;
        HashSet<Finding> now = [.. generation.Findings];
        report.Findings([.. generation.Findings.Where(finding => !_known.Contains(finding))]);
        int gone = _known.Count(finding => !now.Contains(finding));
        if (gone > 0) Log.Mended(logger, gone, now.Count);
        _known = now;
    }

    private static partial class Log
    {
        [LoggerMessage(5051, LogLevel.Information, "{Count} earlier findings are mended, {Left} are left")]
        public static partial void Mended(ILogger logger, int count, int left);
    }
}
