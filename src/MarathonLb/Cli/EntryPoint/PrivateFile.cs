using System.Security.Cryptography;

namespace MarathonLb.Cli.EntryPoint;

/// <summary>A file with a key in it: mode 0600 from its first byte on, and whole or not there at all.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes or replaces it. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> and leaves what was there.</summary>
    public static void Write(string path, string text)
    {
        string temporary = $"{path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.tmp";
        try
        {
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            using (StreamWriter writer = new(temporary, options)) writer.Write(text);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
