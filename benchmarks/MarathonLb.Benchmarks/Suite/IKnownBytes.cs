namespace MarathonLb.Benchmarks.Suite;

/// <summary>A benchmark that can tell how many bytes it goes through, so that its speed can be told in MB/s beside the time.</summary>
public interface IKnownBytes
{
    /// <summary>Prepares it, as BenchmarkDotNet does before it measures.</summary>
    void Setup();

    /// <summary>The bytes that one invocation of a method reads or writes.</summary>
    /// <param name="method">The benchmark's name.</param>
    /// <returns>Null if bytes say nothing about this one.</returns>
    long? BytesOf(string method);
}
