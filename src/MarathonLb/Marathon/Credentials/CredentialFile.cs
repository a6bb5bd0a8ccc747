namespace MarathonLb.Marathon.Credentials;

/// <summary>A file whose first line is <c>user:password</c> (<c>--marathon-auth-credential-file</c>).</summary>
internal static class CredentialFile
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="CredentialException">It is missing, unreadable or malformed; the message names it.</exception>
    public static BasicCredentials Read(string path)
    {
        string? line;
        try
        {
            using StreamReader file = new(path);
            line = file.ReadLine();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string reason = failure switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file",
                UnauthorizedAccessException => "it can't be read (permission denied, or a folder)",
                _ => failure.Message,
            };
            throw new CredentialException($"credential file {path}: {reason}", failure);
        }

        if (string.IsNullOrWhiteSpace(line)) throw new CredentialException($"credential file {path}: its first line is empty. Write user:password");
        return BasicCredentials.Parse(line.TrimEnd(), $"credential file {path}");
    }
}
