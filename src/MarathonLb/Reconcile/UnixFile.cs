using System.Runtime.InteropServices;

namespace MarathonLb.Reconcile;

/// <summary>What .NET does not offer for files on Linux: their owner, and flushing a folder.</summary>
internal static unsafe partial class UnixFile
{
    private const int CurrentDirectory = -100;
    private const uint OwnerAndGroup = 0x18;

    /// <summary>Offsets of stx_uid and stx_gid in struct statx, the same on every architecture and C library.</summary>
    private const int UidOffset = 20;

    private const int GidOffset = 24;
    private const int StatxSize = 256;
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Gives a file the owner and group of another. Without the right to do so it keeps ours: the caller's configuration is still valid.</summary>
    public static void CopyOwner(string from, string to)
    {
        byte* status = stackalloc byte[StatxSize];
        if (Statx(CurrentDirectory, from, 0, OwnerAndGroup, status) != 0) return;
        _ = ChangeOwner(to, *(uint*)(status + UidOffset), *(uint*)(status + GidOffset));
    }

    /// <summary>Makes renames in a folder last through a power cut. File systems that can't flush a folder need no flush.</summary>
    public static void FlushFolder(string path)
    {
        int descriptor = Open(path, ReadOnlyCloseOnExec);
        if (descriptor < 0) return;
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
