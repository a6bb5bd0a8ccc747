namespace MarathonLb.Reconcile;

/// <summary>
/// Remembers on disk that a written configuration has not reached HAProxy yet. Without it, a run whose reload failed would be followed by runs that find the
/// file current and do nothing.
/// </summary>
internal sealed class ReloadMark(string stateDirectory)
{
    private readonly string _file = Path.Combine(stateDirectory, "reload-pending");

    /// <summary>True if a reload is still owed.</summary>
    public bool IsSet => File.Exists(_file);

    /// <summary>Sets it, before the configuration is replaced. Throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
    public void Set()
    {
        StateDirectory.Ensure(stateDirectory);
        File.WriteAllBytes(_file, []);
    }

    /// <summary>Clears it, after the reload. Throws as <see cref="Set"/> does.</summary>
    public void Clear()
    {
        if (IsSet) File.Delete(_file);
    }
}
