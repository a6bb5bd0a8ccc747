using System.Globalization;

namespace MarathonLb.Cli;

/// <summary>Turns the text values of parsed options into numbers and paths, collecting every problem instead of stopping at the first.</summary>
internal sealed class OptionValues(ParsedArguments arguments)
{
    /// <summary>One line for each value that can't be used.</summary>
    public List<string> Problems { get; } = [.. arguments.Problems];

    /// <summary>True if the option was given.</summary>
    public bool Has(OptionSpec option) => arguments.Has(option);

    /// <summary>The option's text, or null.</summary>
    public string? Text(OptionSpec option) => arguments.Last(option);

    /// <summary>All the option's values.</summary>
    public IReadOnlyList<string> All(OptionSpec option) => arguments.All(option);

    /// <summary>A whole number within bounds; the option's declared default if it was not given.</summary>
    public int Number(OptionSpec option, int min, int max)
    {
        string text = arguments.Last(option) ?? option.Default!;
        if (int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max) return number;
        string range = max == int.MaxValue ? $"of {min} or more" : $"from {min} to {max}";
        Problems.Add($"{option}: '{text}' can't be used; write a whole number {range}");
        return int.Parse(option.Default!, CultureInfo.InvariantCulture);
    }

    /// <summary>A number of seconds, fractions allowed.</summary>
    /// <param name="option">The option.</param>
    /// <param name="fallback">What counts instead if it was not given; null for its declared default.</param>
    public TimeSpan Seconds(OptionSpec option, string? fallback = null)
    {
        // A day is longer than any pause that makes sense, and far from what timers can't hold.
        const double longest = 86400;
        string text = arguments.Last(option) ?? fallback ?? option.Default!;
        if (double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and <= longest)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        string name = fallback == text ? $"{option} or its environment variable" : option.ToString();
        Problems.Add($"{name}: '{text}' can't be used; write a number of seconds from 0 to {longest}");
        return TimeSpan.Zero;
    }

    /// <summary><c>on</c> or <c>off</c>; null if the option was not given.</summary>
    public bool? Switch(OptionSpec option)
    {
        if (arguments.Last(option) is not string text) return null;
        if (text is "on" or "off") return text == "on";
        Problems.Add($"{option}: '{text}' can't be used; write on or off");
        return null;
    }

    /// <summary>The path of a file that must be there and readable, or null if the option was not given.</summary>
    public string? ReadableFile(OptionSpec option)
    {
        if (arguments.Last(option) is not { } path) return null;
        if (WhyUnreadable(path) is { } reason)
        {
            Problems.Add($"{option} {path}: can't be read ({reason}); give a readable file");
        }

        return path;
    }

    /// <summary>Why a file can't be opened for reading, or null if it can.</summary>
    public static string? WhyUnreadable(string path)
    {
        try
        {
            if (Directory.Exists(path)) return "it is a folder";
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return e.Message;
        }
    }
}
