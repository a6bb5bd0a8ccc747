using System.Globalization;
using System.Text;

namespace MarathonLb.Zdd.Balancers;

/// <summary>
/// Reads HAProxy's statistics as CSV. Columns are found by the header, whatever columns a version has and in whatever order: 2.6 has one named <c>-</c>.
/// <code>
/// # pxname,svname,qcur,qmax,scur,smax,…,status,…
/// shop_10001,10_0_1_2_31000,0,0,3,9,…,UP,…
/// </code>
/// </summary>
internal static class StatisticsReader
{
    /// <summary>The servers of some backends.</summary>
    /// <param name="text">The statistics.</param>
    /// <param name="backends">The backends to look at.</param>
    /// <exception cref="FormatException">This is something else.</exception>
    public static List<ServerStatistics> Read(string text, IReadOnlyCollection<string> backends)
    {
        HashSet<string> wanted = new(backends, StringComparer.Ordinal);
        List<ServerStatistics> servers = [];
        List<string> fields = [];
        Columns? columns = null;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty) continue;
            if (columns is null)
            {
                Split(line.TrimStart("# "), fields);
                columns = Columns.Of(fields);
                continue;
            }

            // The name comes first, so the lines of other backends need not be split.
            if (columns.Backend == 0 && !wanted.Contains(line[..Math.Max(0, line.IndexOf(','))].ToString())) continue;
            Split(line, fields);
            if (fields.Count <= columns.Last || !wanted.Contains(fields[columns.Backend]) || fields[columns.Server] is "BACKEND" or "FRONTEND") continue;
            servers.Add(new ServerStatistics(
                fields[columns.Backend], fields[columns.Server], fields[columns.Status], Number(fields[columns.Sessions]), Number(fields[columns.Queued])));
        }

        return columns is null ? throw new FormatException("its statistics are empty") : servers;
    }

    /// <summary>An empty field is 0.</summary>
    private static long Number(string field) => long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : 0;

    /// <summary>HAProxy puts a field in double quotes where it holds a comma or a quote, which it then doubles.</summary>
    private static void Split(ReadOnlySpan<char> line, List<string> fields)
    {
        fields.Clear();
        StringBuilder field = new();
        bool quoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[++i]);
            else if (c == '"' && (quoted || field.Length == 0)) quoted = !quoted;
            else if (c == ',' && !quoted) Take();
            else field.Append(c);
        }

        Take();

        void Take()
        {
            fields.Add(field.ToString());
            field.Clear();
        }
    }

    /// <summary>Where the columns that matter stand.</summary>
    private sealed record Columns(int Backend, int Server, int Status, int Sessions, int Queued)
    {
        /// <summary>The last of them.</summary>
        public int Last { get; } = new[] { Backend, Server, Status, Sessions, Queued }.Max();

        public static Columns Of(List<string> header)
        {
            return new(Find("pxname"), Find("svname"), Find("status"), Find("scur"), Find("qcur"));

            int Find(string name) => header.IndexOf(name) is >= 0 and int at
                ? at
                : throw new FormatException($"what it answers to /haproxy?stats;csv has no column {name}; is that HAProxy's statistics port?");
        }
    }
}
