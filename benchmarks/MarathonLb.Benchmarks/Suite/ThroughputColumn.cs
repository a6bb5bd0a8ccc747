using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace MarathonLb.Benchmarks.Suite;

/// <summary>MB/s (10^6 bytes) of the benchmarks that know their bytes: those of an invocation by its mean time.</summary>
internal sealed class ThroughputColumn : IColumn
{
    /// <summary>The benchmark prepared last: a table's rows come parameter by parameter.</summary>
    private (string Key, IKnownBytes? Benchmark) _prepared = ("", null);

    /// <inheritdoc/>
    public string Id => nameof(ThroughputColumn);

    /// <inheritdoc/>
    public string ColumnName => "MB/s";

    /// <inheritdoc/>
    public bool AlwaysShow => true;

    /// <inheritdoc/>
    public ColumnCategory Category => ColumnCategory.Custom;

    /// <inheritdoc/>
    public int PriorityInCategory => 0;

    /// <inheritdoc/>
    public bool IsNumeric => true;

    /// <inheritdoc/>
    public UnitType UnitType => UnitType.Dimensionless;

    /// <inheritdoc/>
    public string Legend => "Bytes of an invocation by its mean time, in 10^6 bytes a second";

    /// <inheritdoc/>
    public bool IsAvailable(Summary summary) => summary.BenchmarksCases.Any(static benchmark => benchmark.Descriptor.Type.IsAssignableTo(typeof(IKnownBytes)));

    /// <inheritdoc/>
    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    /// <inheritdoc/>
    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (summary[benchmarkCase]?.ResultStatistics?.Mean is not double nanoseconds) return "-";
        return Prepared(benchmarkCase)?.BytesOf(benchmarkCase.Descriptor.WorkloadMethod.Name) is long bytes
            ? (bytes / nanoseconds * 1000).ToString("N0", CultureInfo.InvariantCulture)
            : "-";
    }

    /// <summary>The benchmark with the parameters of a case, prepared in this process: the measured one was in another.</summary>
    private IKnownBytes? Prepared(BenchmarkCase benchmarkCase)
    {
        Type type = benchmarkCase.Descriptor.Type;
        string key = $"{type.Name} {benchmarkCase.Parameters.PrintInfo}";
        if (_prepared.Key == key) return _prepared.Benchmark;
        IKnownBytes? benchmark = Activator.CreateInstance(type) as IKnownBytes;
        if (benchmark is not null)
        {
            foreach (var parameter in benchmarkCase.Parameters.Items) type.GetProperty(parameter.Name)!.SetValue(benchmark, parameter.Value);
            benchmark.Setup();
        }

        _prepared = (key, benchmark);
        return benchmark;
    }
}
