using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Labels;

/// <summary>
/// Writes the look-up of a byte span <c>name</c> among known names: a switch by length, in it a switch by the byte that tells the names of
/// that length apart best, in it a comparison (rarely two).
/// </summary>
internal static class NameSwitchEmitter
{
    /// <summary>Writes the switch.</summary>
    public static void Emit(SourceWriter writer, IReadOnlyList<NameCase> cases)
    {
        writer.Open("switch (name.Length)");
        foreach (IGrouping<int, NameCase> group in cases.GroupBy(item => item.Name.Length).OrderBy(group => group.Key))
        {
            writer.Indent($"case {group.Key}:");
            EmitLength(writer, group.OrderBy(item => item.Name, StringComparer.Ordinal).ToList());
            writer.Line("break;");
            writer.Unindent();
        }

        writer.Close();
    }

    private static void EmitLength(SourceWriter writer, List<NameCase> cases)
    {
        if (cases.Count == 1)
        {
            writer.Line(Comparison(cases[0]));
            return;
        }

        int position = TellingPosition(cases);
        writer.Open($"switch (name[{position}])");
        foreach (IGrouping<char, NameCase> group in cases.GroupBy(item => item.Name[position]).OrderBy(group => group.Key))
        {
            writer.Indent($"case (byte)'{group.Key}':");
            foreach (NameCase item in group) writer.Line(Comparison(item));
            writer.Line("break;");
            writer.Unindent();
        }

        writer.Close();
    }

    private static string Comparison(NameCase item) => $"if (name.SequenceEqual({SourceWriter.Literal(item.Name)}u8)) {item.Statement}";

    // The first of the positions at which the names show the most different bytes.
    private static int TellingPosition(List<NameCase> cases) => Enumerable.Range(0, cases[0].Name.Length)
        .OrderByDescending(position => cases.Select(item => item.Name[position]).Distinct().Count())
        .First();
}

/// <summary>A known name and what to do when it is met.</summary>
/// <param name="Name">The name, ASCII.</param>
/// <param name="Statement">A C# statement.</param>
internal sealed record NameCase(string Name, string Statement);
