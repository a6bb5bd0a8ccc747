using MarathonLb.Generators.Pipeline;

namespace MarathonLb.Generators.Templates;

/// <summary>A file under templates/.</summary>
/// <param name="Name">Its name: the template's full name.</param>
/// <param name="Path">Where it is.</param>
/// <param name="DiskText">Its text as it is on disk.</param>
internal sealed record TemplateFile(string Name, string Path, string DiskText)
{
    /// <summary>Its text with LF line ends: a Windows checkout has CR LF, and HAProxy must never see them.</summary>
    public string Text { get; } = DiskText.Replace("\r\n", "\n");

    /// <summary>A place in the file on disk.</summary>
    /// <param name="position">Where it begins in <see cref="Text"/>, in characters.</param>
    /// <param name="length">How long it is; ends with its line at the latest.</param>
    public LocationInfo Place(int position, int length)
    {
        int line = 0;
        int lineStart = 0;
        for (int i = Text.IndexOf('\n'); i >= 0 && i < position; i = Text.IndexOf('\n', i + 1))
        {
            line++;
            lineStart = i + 1;
        }

        int column = position - lineStart;
        return new LocationInfo(Path, DiskPosition(position), length, line, column, line, column + length);
    }

    // Every CR that Text left out before the position moves it by one on disk.
    private int DiskPosition(int position)
    {
        int disk = 0;
        for (int i = 0; i < position; i++, disk++)
        {
            if (DiskText[disk] == '\r' && disk + 1 < DiskText.Length && DiskText[disk + 1] == '\n') disk++;
        }

        return disk;
    }
}
