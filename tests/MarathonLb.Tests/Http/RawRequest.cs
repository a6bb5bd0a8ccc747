using System.Net.Sockets;
using System.Text;

namespace MarathonLb.Tests.Http;

/// <summary>Requests that no well-behaved client sends.</summary>
internal static class RawRequest
{
    /// <summary>Writes the bytes and reads until the server closes.</summary>
    public static async Task<string> SendAsync(string socket, string request)
    {
        await using NetworkStream stream = await EndpointHost.ConnectAsync(socket);
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        }
        catch (IOException)
        {
            // The server may close before it has read all; its answer is still there to read.
        }

        StringBuilder answer = new();
        byte[] buffer = new byte[4096];
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
        try
        {
            while (await stream.ReadAsync(buffer, limit.Token) is > 0 and int read) answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Reset after the answer, because part of the request was never read.
        }

        return answer.ToString();
    }
}
