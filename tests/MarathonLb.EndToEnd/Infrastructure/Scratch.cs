namespace MarathonLb.EndToEnd.Infrastructure;

/// <summary>A folder for one test or stack, removed with all in it.</summary>
internal sealed class Scratch : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Root { get; } = Directory.CreateTempSubdirectory("mlb-e2e-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a file, with its folders, and gives its path.</summary>
    public string Write(string name, string content)
    {
        string path = this[name];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Writes a shell script that can be run, and gives its path.</summary>
    public string Script(string name, string body)
    {
        string path = Write(name, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, Executable);
        return path;
    }

    public string Read(string name) => File.ReadAllText(this[name]);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
