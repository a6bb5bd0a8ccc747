namespace MarathonLb.Apps;

/// <summary>The IPv4 addresses of the hosts that tasks run on.</summary>
internal interface IHostAddresses
{
    /// <summary>The IPv4 address of a host name or address, or null if there is none to be found now.</summary>
    string? Ipv4Of(string host);
}
