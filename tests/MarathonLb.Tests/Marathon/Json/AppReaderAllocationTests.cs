using System.Text;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Json;

namespace MarathonLb.Tests.Marathon.Json;

public sealed class AppReaderAllocationTests
{
    [Fact]
    public async Task Read_AllocatesLittleMoreThanTheResult()
    {
        byte[] json = Encoding.UTF8.GetBytes(Documents.Of([.. Enumerable.Range(0, 500).Select(App)]));
        SnapshotReader reader = new();
        using MemoryStream stream = new(json);
        await ReadAsync();

        long before = GC.GetAllocatedBytesForCurrentThread();
        MarathonSnapshot read = await ReadAsync();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        MarathonApp[] copies = [.. read.Apps.Select(CopyOf)];
        long result = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(500, copies.Length);
        Assert.True(allocated < 1.5 * result, $"{allocated} bytes allocated for a result of {result}");

        Task<MarathonSnapshot> ReadAsync()
        {
            stream.Position = 0;
            return reader.ReadAsync(stream, "test", TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As much memory as the app takes, but for the texts that are shared.</summary>
    private static MarathonApp CopyOf(MarathonApp app) => new()
    {
        Id = new string(app.Id.AsSpan()),
        Labels = [.. app.Labels.Select(label => label with { Value = label.Key.Index < 0 ? label.Value : new string(label.Value.AsSpan()) })],
        PortDefinitions = [.. app.PortDefinitions!],
        Tasks = [.. app.Tasks.Select(task => new MarathonTask
        {
            Id = new string(task.Id.AsSpan()),
            Host = task.Host,
            State = task.State,
            Ports = [.. task.Ports],
            IpAddress = task.IpAddress,
            Health = task.Health,
        })],
    };

    private static string App(int number) => $$"""
        {"id":"/team/app-{{number}}","cmd":"run","env":{"A":"b"},"labels":{"HAPROXY_GROUP":"external","HAPROXY_0_VHOST":"app-{{number}}.example.com"},
         "portDefinitions":[{"port":{{10000 + number}},"protocol":"tcp"}],"tasks":[{{string.Join(',', Enumerable.Range(0, 5).Select(i => Task(number, i)))}}]}
        """;

    private static string Task(int app, int number) => $$"""
        {"id":"team_app-{{app}}.{{number}}","appId":"/team/app-{{app}}","host":"10.0.0.{{number}}","ports":[{{31000 + number}}],"state":"TASK_RUNNING",
         "slaveId":"S{{number}}","stagedAt":"2026-01-01T00:00:00.000Z","startedAt":"2026-01-01T00:00:05.000Z","version":"2026-01-01T00:00:00.000Z",
         "ipAddresses":[{"ipAddress":"10.0.0.{{number}}","protocol":"IPv4"}],
         "healthCheckResults":[{"alive":true,"consecutiveFailures":0,"firstSuccess":"2026-01-01T00:00:10.000Z","lastFailure":null}]}
        """;
}
