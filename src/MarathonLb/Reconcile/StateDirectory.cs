namespace MarathonLb.Reconcile;

/// <summary>Our memory on disk, for this user only: it holds configurations with their passwords.</summary>
internal static class StateDirectory
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Makes the folder (mode 0700) if it is not there. One that is there keeps its mode.</summary>
    public static void Ensure(string path)
    {
        if (!Directory.Exists(path)) Directory.CreateDirectory(path, OwnerOnly);
    }
}
