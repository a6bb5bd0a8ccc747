namespace MarathonSimulator.State;

/// <summary>Streams <c>{"apps":[…]}</c> app by app, so that a document of any size costs one app's memory.</summary>
internal static class AppsDocument
{
    /// <param name="output">Where it goes.</param>
    /// <param name="apps">The rendered apps, made one at a time.</param>
    /// <param name="cancel">Ends the work.</param>
    public static async Task WriteAsync(Stream output, IEnumerable<byte[]> apps, CancellationToken cancel)
    {
        // Not disposed: that would close the response under it.
        var buffered = new BufferedStream(output, 64 * 1024);
        await buffered.WriteAsync("{\"apps\":["u8.ToArray(), cancel);
        var first = true;
        foreach (var app in apps)
        {
            if (!first)
                buffered.WriteByte((byte)',');
            first = false;
            await buffered.WriteAsync(app, cancel);
        }

        await buffered.WriteAsync("]}"u8.ToArray(), cancel);
        await buffered.FlushAsync(cancel);
    }
}
