namespace MarathonLb.Apps.Labels;

/// <summary>
/// Finds the label that somebody may have meant who wrote a name of none: a slip of the keyboard, lower case, other separators
/// (<c>haproxy.0.vhost</c>), the index left out (<c>HAPROXY_VHOST</c>) or put where none belongs (<c>HAPROXY_0_DEPLOYMENT_GROUP</c>).
/// </summary>
internal static class NearestLabel
{
    /// <summary>More slips than this make another word.</summary>
    private const int MaxDistance = 3;

    private const string Prefix = "HAPROXY_";
    private const string IndexMark = "{n}_";

    /// <summary>Finds the nearest label.</summary>
    /// <param name="name">The unknown name. Long ones cost nothing: no candidate is near in length.</param>
    /// <returns>Its full name, with the index as it was written (0 without one), or null if none is near.</returns>
    public static string? Find(string name)
    {
        string written = TakeIndex(name.Trim().ToUpperInvariant().Replace('-', '_').Replace('.', '_'), out string? index);
        string? best = null;
        int bestDistance = MaxDistance + 1;
        foreach (string candidate in LabelTable.All.Select(label => label.Name).Concat(LabelTable.TemplateOverrides))
        {
            int distance = Distance(written, index is not null, candidate);
            if (distance >= bestDistance) continue;
            best = candidate;
            bestDistance = distance;
        }

        return best?.Replace("{n}", index ?? "0", StringComparison.Ordinal);
    }

    // An index missing or too many is one slip more. Of a short word half the letters must be right: FOO is no PORT.
    private static int Distance(string written, bool hasIndex, string candidate)
    {
        bool wantsIndex = candidate.Contains(IndexMark, StringComparison.Ordinal);
        string plain = candidate.Replace(IndexMark, "", StringComparison.Ordinal);
        int most = Math.Min(MaxDistance, (plain.Length - Prefix.Length) / 2);
        if (Math.Abs(plain.Length - written.Length) > most) return int.MaxValue;
        int slips = EditDistance(written, plain);
        return slips > most ? int.MaxValue : slips + (hasIndex == wantsIndex ? 0 : 1);
    }

    /// <summary>Takes the first <c>12_</c> that follows an underscore out of a name.</summary>
    private static string TakeIndex(string name, out string? index)
    {
        for (int start = name.IndexOf('_', StringComparison.Ordinal) + 1; start > 0; start = name.IndexOf('_', start) + 1)
        {
            int end = start;
            while (end < name.Length && char.IsAsciiDigit(name[end])) end++;
            if (end == start || end == name.Length || name[end] != '_') continue;
            string digits = name[start..end].TrimStart('0');
            index = digits.Length == 0 ? "0" : digits;
            return name.Remove(start, end + 1 - start);
        }

        index = null;
        return name;
    }

    /// <summary>The slips between two words: letters too many, missing or wrong, and neighbours exchanged (Damerau-Levenshtein).</summary>
    private static int EditDistance(string a, string b)
    {
        int[] beforeLast = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int wrong = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), last[j - 1] + wrong);
                bool exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                if (exchanged) row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
