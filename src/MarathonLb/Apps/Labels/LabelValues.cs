using System.Globalization;

namespace MarathonLb.Apps.Labels;

/// <summary>
/// The grammars of label values, one method per <see cref="LabelKind"/>. Every value that reaches a structural place in the configuration comes
/// through here, so a value that passes can neither end its line nor be read as HAProxy syntax.
/// </summary>
internal static partial class LabelValues
{
    /// <summary>Any text that can be seen.</summary>
    public static bool Text(string value, out string result, out LabelProblem problem)
    {
        result = value;
        return !SuspectCharacter.IsInvisibleIn(value, "this label", out problem);
    }

    /// <summary>A comma separated list; items are trimmed, empty ones dropped.</summary>
    public static bool List(string value, out string[] result, out LabelProblem problem)
    {
        result = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return !SuspectCharacter.IsInvisibleIn(value, "a list", out problem);
    }

    /// <summary>true, t, yes, y in any case; anything else, "1" too, is false (spec, section 2). Never a problem.</summary>
    public static bool Flag(string value, out bool result, out LabelProblem problem)
    {
        problem = default;
        result = value.Equals("true", StringComparison.OrdinalIgnoreCase) || value.Equals("t", StringComparison.OrdinalIgnoreCase)
            || value.Equals("yes", StringComparison.OrdinalIgnoreCase) || value.Equals("y", StringComparison.OrdinalIgnoreCase);
        return true;
    }

    /// <summary>
    /// True if a flag's value is neither one of the four words for true nor one that everybody reads as false: <c>on</c> and <c>1</c> are false, and
    /// their writer may not know.
    /// </summary>
    public static bool IsSurprisingFlag(string value)
    {
        if (Flag(value, out bool result, out _) && result) return false;
        string word = value.ToLowerInvariant();
        return word is not ("false" or "f" or "no" or "n" or "off" or "0" or "none" or "disabled");
    }

    /// <summary>A whole number, with sign and surrounding blanks as Python's int() takes them.</summary>
    public static bool Integer(string value, out int result, out LabelProblem problem)
    {
        problem = default;
        if (!value.EndsWith('\0') && long.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out long number))
        {
            // A number this large is an order or an index beyond all others, and stays that.
            result = (int)Math.Clamp(number, int.MinValue, int.MaxValue);
            return true;
        }

        result = 0;
        if (!SuspectCharacter.IsIn(value.Trim(), spaces: false, "a number", out problem))
        {
            problem = new LabelProblem("this is not a whole number", "Write digits only, such as 10.");
        }

        return false;
    }

    /// <summary>A whole number from 0.</summary>
    public static bool Count(string value, out int result, out LabelProblem problem)
    {
        if (!Integer(value, out result, out problem)) return false;
        if (result >= 0) return true;
        problem = new LabelProblem("this is less than 0", "Write a whole number from 0.");
        return false;
    }

    /// <summary>A TCP port.</summary>
    public static bool Port(string value, out int result, out LabelProblem problem)
    {
        if (!Integer(value, out result, out problem)) return false;
        if (result is >= 1 and <= 65535) return true;
        problem = new LabelProblem("this is not a TCP port", "Write a number from 1 to 65535.");
        return false;
    }

    /// <summary>http or tcp, in any case.</summary>
    public static bool Mode(string value, out string result, out LabelProblem problem)
    {
        result = value.Trim(' ', '\t', '\r', '\n').ToLowerInvariant();
        problem = default;
        if (result is "http" or "tcp") return true;
        if (!SuspectCharacter.IsIn(result, spaces: false, "a mode", out problem)) problem = new LabelProblem("this is not a mode", "Write http or tcp.");
        return false;
    }

    /// <summary>
    /// realm:user:encryptedpassword, exactly three parts. A realm with spaces is written with spaces or, as for the original, with each escaped
    /// by a backslash.
    /// </summary>
    public static bool Auth(string value, out AuthLabel result, out LabelProblem problem)
    {
        const string Advice = "Write realm:user:hash, where hash is what mkpasswd or openssl passwd prints.";
        result = new AuthLabel("", "", "");
        string[] parts = value.Split(':');
        if (parts.Length != 3)
        {
            problem = new LabelProblem($"this has {parts.Length} parts between colons where three belong", Advice);
            return false;
        }

        string realm = WithoutEscapedSpaces(parts[0]);
        if (SuspectCharacter.IsIn(realm, spaces: true, "a realm", out problem)
            || SuspectCharacter.IsIn(parts[1], spaces: false, "a user name", out problem)
            || SuspectCharacter.IsIn(parts[2], spaces: false, "an encrypted password", out problem))
        {
            return false;
        }

        if (realm.Trim().Length == 0 || parts[1].Length == 0 || parts[2].Length == 0)
        {
            problem = new LabelProblem("one of its three parts is empty", Advice);
            return false;
        }

        // Our templates put the realm in double quotes, where HAProxy would replace $NAME by an environment variable (configuration manual, 2.2).
        if (realm.Contains('$', StringComparison.Ordinal))
        {
            problem = new LabelProblem("a '$' has no place in a realm", "Write the realm in plain words.");
            return false;
        }

        // A template may have the realm without quotes, as the original's users had to escape its spaces anyway.
        result = new AuthLabel(EscapeSpaces(parts[0]), parts[1], parts[2]);
        return true;
    }
}
