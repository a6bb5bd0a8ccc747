namespace MarathonLb.Http;

/// <summary>Who may connect to a socket of ours.</summary>
/// <param name="Mode">The file's mode; connecting needs the right to write.</param>
/// <param name="Group">Numeric id of the file's group, or null to leave ours.</param>
internal sealed record SocketPermission(UnixFileMode Mode, uint? Group)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>0600: this user and root.</summary>
    public static SocketPermission Private { get; } = new(OwnerOnly, null);

    /// <summary>0660 for a group, HAProxy's.</summary>
    public static SocketPermission SharedWith(uint? group) => new(OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, group);
}
