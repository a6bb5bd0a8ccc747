using System.Globalization;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>Reads <c>show servers state</c>. Columns are found by the names in its header: versions add some at the end.</summary>
internal static class RunningServers
{
    /// <summary>The columns that we read, in the order of <see cref="Read"/>.</summary>
    private static readonly string[] Columns =
    [
        "be_name", "srv_name", "srv_id", "srv_addr", "srv_port", "srv_op_state", "srv_admin_state", "srv_uweight", "srv_iweight",
        "srv_check_status", "srv_check_result", "srv_check_health", "srv_check_state", "srv_check_port", "srv_check_addr",
    ];

    private const string HeaderMark = "# ";

    /// <summary>Reads the answer to <see cref="RuntimeCommands.ShowServersState"/>.</summary>
    /// <exception cref="FormatException">It is something else, such as an error.</exception>
    public static List<RunningServer> Parse(string answer)
    {
        ReadOnlySpan<char> rest = answer;
        ReadOnlySpan<char> version = NextLine(ref rest);
        ReadOnlySpan<char> header = NextLine(ref rest);
        if (!version.SequenceEqual("1") || !header.StartsWith(HeaderMark)) throw new FormatException("not the states of servers in format 1");
        int[] places = Places(header[HeaderMark.Length..]);
        List<RunningServer> servers = new(rest.Count('\n') + 1);
        Range[] fields = new Range[places.Max() + 2];
        string backend = "";
        while (!rest.IsEmpty)
        {
            ReadOnlySpan<char> line = NextLine(ref rest);
            if (line.IsEmpty || line[0] == '#') continue;
            servers.Add(Read(line, fields, places, ref backend));
        }

        return servers;
    }

    /// <summary>For each of our columns its place in a line.</summary>
    private static int[] Places(ReadOnlySpan<char> header)
    {
        string[] names = header.ToString().Split(' ');
        int[] places = new int[Columns.Length];
        for (int i = 0; i < Columns.Length; i++)
        {
            places[i] = Array.IndexOf(names, Columns[i]);
            if (places[i] < 0) throw new FormatException($"the states of servers have no column {Columns[i]}");
        }

        return places;
    }

    private static RunningServer Read(ReadOnlySpan<char> line, Range[] fields, int[] places, ref string backend)
    {
        // The last range takes what is behind the columns that we read.
        if (line.Split(fields, ' ') < fields.Length - 1) throw new FormatException($"not the state of a server: '{line}'");
        if (!line[fields[places[0]]].SequenceEqual(backend)) backend = line[fields[places[0]]].ToString();
        RunningCheck check = new(
            Number(line, fields, places[9]), (CheckResult)Number(line, fields, places[10]), Number(line, fields, places[11]),
            (CheckState)Number(line, fields, places[12]), Number(line, fields, places[13]), Text(line, fields, places[14]));
        return new RunningServer(
            backend, Text(line, fields, places[1]), Number(line, fields, places[2]), Text(line, fields, places[3]), Number(line, fields, places[4]),
            (OperationalState)Number(line, fields, places[5]), (ServerAdminState)Number(line, fields, places[6]),
            Number(line, fields, places[7]), Number(line, fields, places[8]), check);
    }

    private static string Text(ReadOnlySpan<char> line, Range[] fields, int place)
    {
        ReadOnlySpan<char> text = line[fields[place]];
        return text is "-" ? "-" : text.ToString();
    }

    private static int Number(ReadOnlySpan<char> line, Range[] fields, int place) =>
        int.TryParse(line[fields[place]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number : throw new FormatException($"not the state of a server: '{line}'");

    private static ReadOnlySpan<char> NextLine(ref ReadOnlySpan<char> rest)
    {
        int end = rest.IndexOf('\n');
        ReadOnlySpan<char> line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line;
    }
}
