using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace MarathonLb.Haproxy;

/// <summary>Runs a child to its end: without credentials in its environment, with nothing on its standard input, with bounded time and output.</summary>
internal static class ChildProcess
{
    /// <summary>
    /// How long to wait for outputs to close after the child has ended: a daemon that it left behind may hold them open for years.
    /// </summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromMilliseconds(500);

    /// <summary>Runs it. A cancelled token kills it and its descendants, then throws; all else is in the result.</summary>
    public static async Task<ChildResult> RunAsync(ChildCommand command, CancellationToken cancellationToken)
    {
        using Process process = new() { StartInfo = StartInfo(command) };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return new(null, "", "", $"{command.File} can't be started: {e.Message}");
        }

        process.StandardInput.Close();
        BoundedCapture output = new(process.StandardOutput.BaseStream, command.OutputLimit);
        BoundedCapture error = new(process.StandardError.BaseStream, command.OutputLimit);
        bool ended = await WaitAsync(process, command.Timeout, cancellationToken);
        await Task.WhenAny(Task.WhenAll(output.Completion, error.Completion), Task.Delay(OutputGrace, CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        return ended
            ? new(process.ExitCode, output.Text, error.Text, null)
            : new(null, output.Text, error.Text, $"{command.File} took longer than {command.Timeout.TotalSeconds:0} s and was killed");
    }

    private static ProcessStartInfo StartInfo(ChildCommand command)
    {
        ProcessStartInfo info = new(command.File, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment.Clear();
        foreach ((string name, string value) in ChildEnvironment.Current)
        {
            info.Environment.Add(name, value);
        }

        return info;
    }

    /// <summary>True if it ended by itself, false if it was killed.</summary>
    private static async Task<bool> WaitAsync(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            await process.WaitForExitAsync(CancellationToken.None);
            return false;
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It, or one of its descendants, ended in the meantime.
        }
    }

    /// <summary>Reads a stream to its end, keeps its first bytes, and has them ready at any moment.</summary>
    private sealed class BoundedCapture
    {
        private readonly List<byte> _kept = [];
        private readonly Lock _gate = new();

        public BoundedCapture(Stream stream, int limit) => Completion = ReadAsync(stream, limit);

        public Task Completion { get; }

        public string Text
        {
            get
            {
                lock (_gate) return Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_kept));
            }
        }

        private async Task ReadAsync(Stream stream, int limit)
        {
            byte[] buffer = new byte[16 * 1024];
            try
            {
                while (await stream.ReadAsync(buffer) is > 0 and int read)
                {
                    lock (_gate) _kept.AddRange(buffer.AsSpan(0, Math.Min(read, limit - _kept.Count)));
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // The process object was disposed while something else still held the pipe: what was read is kept.
            }
        }
    }
}
