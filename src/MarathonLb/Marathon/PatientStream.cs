namespace MarathonLb.Marathon;

/// <summary>A stream that gives up when nothing comes for a time. Sockets have such a limit, but not for asynchronous reads.</summary>
/// <param name="inner">The stream beneath; left open.</param>
/// <param name="patience">How long to wait for each next part.</param>
/// <param name="clock">Measures it; null for the system's.</param>
internal sealed class PatientStream(Stream inner, TimeSpan patience, TimeProvider? clock = null) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="TimeoutException">Nothing came.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read;
        using CancellationTokenSource limit = new(Timeout.InfiniteTimeSpan, clock ?? TimeProvider.System);
        using CancellationTokenRegistration outer =
            cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), limit);
        read = inner.ReadAsync(buffer, limit.Token);
        if (read.IsCompletedSuccessfully) return read.Result;
        limit.CancelAfter(patience);
        try
        {
            return await read;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException();
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
