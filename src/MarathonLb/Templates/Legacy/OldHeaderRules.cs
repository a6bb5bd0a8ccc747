namespace MarathonLb.Templates.Legacy;

/// <summary>
/// The rules on header lines that HAProxy had until 2.0, <c>reqadd</c> to <c>rsprep</c>, as the <c>http-request</c> and <c>http-response</c> rules that do
/// the same. The old ones ran a regular expression over whole lines, <c>Name: value</c> or <c>GET /uri HTTP/1.1</c>; the new ones know the header or the path,
/// so the expression is taken apart. Where that takes a guess, the line stays and its owner is told.
/// </summary>
internal static class OldHeaderRules
{
    /// <summary>What to print for a line; its first word is one of the old rules.</summary>
    public static LineVerdict Read(OldLine line)
    {
        string keyword = line.Word(0);
        bool ignoreCase = keyword[3] == 'i';
        OldHeaderRule rule = new(line, keyword.StartsWith("req", StringComparison.Ordinal), ignoreCase);
        string operation = keyword[(ignoreCase ? 4 : 3)..];
        int arguments = operation == "rep" ? 2 : 1;
        string reason = $"HAProxy has no '{keyword}' since 2.1";
        if (line.Words.Count <= arguments) return LineVerdict.Stays(reason, $"It wants {arguments} argument(s); a space in one is written '\\ '. {rule.Manual(operation)}");
        if (OldCondition.At(line, arguments + 1) is not OldCondition condition)
        {
            return LineVerdict.Stays($"{reason}, and what follows its argument(s) is no condition", $"A space in an argument is written '\\ '. {rule.Manual(operation)}");
        }

        if (line.Words.Take(arguments + 1).Any(static word => word.HasVariable))
        {
            return LineVerdict.Stays($"{reason}, and it holds an environment variable", rule.Manual(operation));
        }

        string[]? lines = operation switch
        {
            "add" => rule.Add(condition),
            "del" => rule.Delete(condition),
            "rep" => rule.Replace(condition),
            "deny" or "tarpit" or "allow" => rule.Judge(operation, condition),
            _ => null,
        };
        return lines is null
            ? LineVerdict.Stays($"{reason}, and its regular expression can't be taken apart without a guess", rule.Manual(operation))
            : LineVerdict.Becomes(reason, lines);
    }
}
