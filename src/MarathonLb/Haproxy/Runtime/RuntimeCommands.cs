using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace MarathonLb.Haproxy.Runtime;

/// <summary>
/// Builds commands of the Runtime API (HAProxy management manual, section 9.3). Arguments may be anything: they are escaped, and what can't be carried
/// over (a control character, an empty argument, a command longer than <see cref="RuntimeCommand.LongestBytes"/>) is refused by an
/// <see cref="ArgumentException"/>, never sent in part.
/// </summary>
internal static partial class RuntimeCommands
{
    /// <summary>Adds a server, in maintenance. It inherits nothing from <c>default-server</c>, so the options must say all.</summary>
    /// <param name="backend">The backend.</param>
    /// <param name="server">Its name.</param>
    /// <param name="address">An IP address: a host name would be accepted but never resolved.</param>
    /// <param name="port">Its port.</param>
    /// <param name="options">
    /// The rest as on a server line of the configuration, <c>id</c> included: without one, <c>balance random</c> forgets some added servers on 2.6.
    /// </param>
    public static RuntimeCommand AddServer(string backend, string server, string address, int port, string options)
    {
        List<string> words = ServerLineWords.Split(options) ?? throw new ArgumentException($"can't be given at run time: '{options}'", nameof(options));
        if (words.Count + 4 > CliText.MostWords) throw new ArgumentException($"has more than {CliText.MostWords - 4} words: '{options}'", nameof(options));
        IPAddress ip = Ip(address);
        string endpoint = ip.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]:{Port(port)}" : $"{address}:{Port(port)}";
        string rest = words.Count == 0 ? "" : " " + string.Join(' ', words.Select(CliText.Escape));
        return Make(CommandKind.AddServer, $"add server {Server(backend, server)} {endpoint}{rest}");
    }

    /// <summary>Deletes a server; it must be in maintenance and without connections.</summary>
    public static RuntimeCommand DeleteServer(string backend, string server) => Make(CommandKind.DeleteServer, $"del server {Server(backend, server)}");

    /// <summary>Starts the checks of an added server, also while it is in maintenance.</summary>
    public static RuntimeCommand EnableHealth(string backend, string server) => Make(CommandKind.EnableHealth, $"enable health {Server(backend, server)}");

    /// <summary>Takes a server out of maintenance or drain.</summary>
    public static RuntimeCommand Ready(string backend, string server) => State(backend, server, "ready");

    /// <summary>Puts a server in maintenance: no new sessions, no checks; the sessions it has go on.</summary>
    public static RuntimeCommand Maintenance(string backend, string server) => State(backend, server, "maint");

    /// <summary>Keeps new sessions from a server, except those that belong to it by a cookie; checks go on.</summary>
    public static RuntimeCommand Drain(string backend, string server) => State(backend, server, "drain");

    /// <summary>Sets the weight, 0 to 256.</summary>
    public static RuntimeCommand Weight(string backend, string server, int weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, 256);
        return Make(CommandKind.ServerWeight, string.Create(CultureInfo.InvariantCulture, $"set server {Server(backend, server)} weight {weight}"));
    }

    /// <summary>Moves a server to another address and port.</summary>
    public static RuntimeCommand Address(string backend, string server, string address, int port)
    {
        _ = Ip(address);
        return Make(CommandKind.ServerAddress, $"set server {Server(backend, server)} addr {address} port {Port(port)}");
    }

    /// <summary>Sets the port that checks go to; they must be enabled.</summary>
    public static RuntimeCommand CheckPort(string backend, string server, int port) =>
        Make(CommandKind.ServerCheckPort, $"set server {Server(backend, server)} check-port {Port(port)}");

    /// <summary>Cuts all sessions of a server.</summary>
    public static RuntimeCommand ShutdownSessions(string backend, string server) =>
        Make(CommandKind.ShutdownSessions, $"shutdown sessions server {Server(backend, server)}");

    /// <summary>Asks for the states of all servers, or of a backend's; <see cref="RunningServers"/> reads them.</summary>
    public static RuntimeCommand ShowServersState(string? backend) =>
        Make(CommandKind.Show, backend is null ? "show servers state" : $"show servers state {CliText.Escape(backend)}");

    private static RuntimeCommand State(string backend, string server, string state) =>
        Make(CommandKind.ServerState, $"set server {Server(backend, server)} state {state}");

    /// <summary><c>backend/server</c>: HAProxy cuts at the first slash, so a backend's name must have none.</summary>
    private static string Server(string backend, string server)
    {
        if (backend.Contains('/', StringComparison.Ordinal)) throw new ArgumentException($"a backend's name has no slash: '{backend}'", nameof(backend));
        return $"{CliText.Escape(backend)}/{CliText.Escape(server)}";
    }

    /// <summary>An address as HAProxy reads it too: no brackets, no scope, no short forms such as <c>127.1</c>.</summary>
    private static IPAddress Ip(string address)
    {
        if (!IPAddress.TryParse(address, out IPAddress? ip)) throw new ArgumentException($"not an IP address: '{address}'", nameof(address));
        bool plain = ip.AddressFamily == AddressFamily.InterNetworkV6 ? !address.AsSpan().ContainsAny("[%") : ip.ToString() == address;
        return plain ? ip : throw new ArgumentException($"not a plain IP address: '{address}'", nameof(address));
    }

    private static string Port(int port)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        return port.ToString(CultureInfo.InvariantCulture);
    }

    private static RuntimeCommand Make(CommandKind kind, string text, string? payload = null)
    {
        RuntimeCommand command = new(kind, text, payload);
        if (command.Bytes >= RuntimeCommand.LongestBytes) throw new ArgumentException($"a HAProxy command of {command.Bytes} bytes is too long", nameof(payload));
        return command;
    }
}
