namespace MarathonLb.Templates;

/// <summary>A piece of a template text in Python's format syntax. Compiled into the generator too, so: no newer APIs.</summary>
internal readonly struct FormatPiece
{
    /// <summary>Makes a piece.</summary>
    public FormatPiece(bool isName, string text, int position)
    {
        IsName = isName;
        Text = text;
        Position = position;
    }

    /// <summary>True for <c>{name}</c>, false for literal text.</summary>
    public bool IsName { get; }

    /// <summary>The name, or the literal text with its doubled braces made single.</summary>
    public string Text { get; }

    /// <summary>Where the piece begins in the template, in characters.</summary>
    public int Position { get; }
}
