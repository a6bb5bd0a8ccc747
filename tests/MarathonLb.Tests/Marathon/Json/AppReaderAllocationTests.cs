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

        long retainedBefore = GC.GetTotalMemory(forceFullCollection: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        MarathonSnapshot read = await ReadAsync();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long retained = GC.GetTotalMemory(forceFullCollection: true) - retainedBefore;

        Assert.Equal(500, read.Apps.Length);
        Assert.True(allocated < 1.5 * retained, $"{allocated} bytes allocated for a result of {retained}");
        Assert.True(allocated < json.Length, $"{allocated} bytes allocated for a document of {json.Length}");

        Task<MarathonSnapshot> ReadAsync()
        {
            stream.Position = 0;
            return reader.ReadAsync(stream, "test", TestContext.Current.CancellationToken);
        }
    }

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
