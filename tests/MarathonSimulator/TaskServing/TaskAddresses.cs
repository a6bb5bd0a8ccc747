using System.Globalization;

namespace MarathonSimulator.TaskServing;

/// <summary>Where one task lives.</summary>
internal sealed record TaskAddress(string Host, string Ip, int[] Ports, int[] ServingPorts, string SlaveId);

/// <summary>
/// Hands out addresses in 127.0.0.0/8: agents are <c>127.N.1.x</c>, tasks with their own address are <c>127.N.2.1</c> and up.
/// Ports come from 20000 to 29999, below Linux's range for outgoing connections, and are not reused before all were.
/// </summary>
internal sealed class TaskAddresses
{
    private const int FirstPort = 20000;
    private const int PortCount = 10000;
    private static int _instances;

    private readonly Lock _gate = new();
    private readonly string _network;
    private readonly int _agents;
    private readonly int[] _nextPort;
    private int _tasks;
    private int _own;

    /// <param name="network">First two octets; null picks a pair that differs between processes and simulators.</param>
    /// <param name="agents">How many agents tasks are spread over.</param>
    public TaskAddresses(string? network, int agents)
    {
        var instance = Interlocked.Increment(ref _instances);
        _network = network ?? string.Create(CultureInfo.InvariantCulture, $"127.{16 + (((Environment.ProcessId * 13) + instance) % 230)}");
        _agents = Math.Clamp(agents, 1, 250);
        _nextPort = new int[_agents];
    }

    /// <summary>Ports on an agent; a wanted port other than 0 is given as it is.</summary>
    public TaskAddress OnAgent(int[] wanted)
    {
        lock (_gate)
        {
            var agent = _tasks++ % _agents;
            var host = $"{_network}.1.{agent + 1}";
            var ports = new int[wanted.Length];
            for (var i = 0; i < ports.Length; i++)
                ports[i] = wanted[i] != 0 ? wanted[i] : FirstPort + (_nextPort[agent]++ % PortCount);
            return new TaskAddress(host, host, ports, ports, $"agent-S{agent}");
        }
    }

    /// <summary>An address of its own, with the container's ports.</summary>
    public TaskAddress OwnAddress(int[] containerPorts)
    {
        lock (_gate)
        {
            var agent = _tasks++ % _agents;
            var own = _own++ % (250 * 250);
            var ip = $"{_network}.{2 + (own / 250)}.{1 + (own % 250)}";
            return new TaskAddress($"{_network}.1.{agent + 1}", ip, [], containerPorts, $"agent-S{agent}");
        }
    }
}
