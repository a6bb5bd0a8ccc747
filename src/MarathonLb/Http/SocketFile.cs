using System.ComponentModel;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MarathonLb.Http;

/// <summary>The file of a unix socket: removed when nobody answers on it any more, and closed to others before the first connection.</summary>
internal static unsafe partial class SocketFile
{
    private const uint KeepOwner = uint.MaxValue;
    private const int CurrentDirectory = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeOnly = 0x1;

    /// <summary>Offset of stx_mode in struct statx, the same on every architecture and C library.</summary>
    private const int ModeOffset = 28;

    private const int StatxSize = 256;
    private const int TypeBits = 0xF000;
    private const int SocketBits = 0xC000;

    /// <summary>The address of a path. Throws <see cref="IOException"/> if the path is too long for the kernel.</summary>
    public static UnixDomainSocketEndPoint Address(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException e)
        {
            throw new IOException($"{path}: is too long for a unix socket (107 bytes); choose a shorter --run-dir", e);
        }
    }

    /// <summary>
    /// Removes a socket that a process left behind. Throws <see cref="IOException"/> if somebody answers on it or if the file is something else.
    /// </summary>
    public static void RemoveStale(string path, SocketType type = SocketType.Stream)
    {
        if (!Path.Exists(path)) return;
        if (!IsSocket(path)) throw new IOException($"{path} is in the way and is no socket; remove it or choose another --run-dir");
        if (Answers(path, type)) throw new IOException($"somebody answers on {path}; stop the other marathon-lb or choose another --run-dir");
        File.Delete(path);
    }

    /// <summary>
    /// A bound socket, not listening yet, with its permissions set: nobody can connect before. <paramref name="groupProblem"/> hears why the group could not
    /// be set, which keeps only HAProxy out.
    /// </summary>
    public static Socket Bind(
        UnixDomainSocketEndPoint address, SocketPermission permission, Action<string> groupProblem, SocketType type = SocketType.Stream)
    {
        string path = address.ToString();
        Socket socket = new(AddressFamily.Unix, type, ProtocolType.Unspecified);
        try
        {
            socket.Bind(address);
            File.SetUnixFileMode(path, permission.Mode);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new IOException($"{path}: can't be made ({e.Message}); check that its folder is there and writable", e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (permission.Group is { } group && ChangeOwner(path, KeepOwner, group) != 0)
        {
            groupProblem(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }

        return socket;
    }

    private static bool Answers(string path, SocketType type)
    {
        using Socket probe = new(AddressFamily.Unix, type, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException e)
        {
            // A full queue is somebody too, and so is a socket that we may not ask.
            return e.SocketErrorCode is not SocketError.ConnectionRefused;
        }
    }

    private static bool IsSocket(string path)
    {
        byte* status = stackalloc byte[StatxSize];
        return Statx(CurrentDirectory, path, DoNotFollow, TypeOnly, status) == 0 && (*(ushort*)(status + ModeOffset) & TypeBits) == SocketBits;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int ChangeOwner(string path, uint owner, uint group);
}
