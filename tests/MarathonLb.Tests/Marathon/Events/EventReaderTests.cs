using System.Text;
using CsCheck;
using MarathonLb.Marathon;
using MarathonLb.Marathon.Events;

namespace MarathonLb.Tests.Marathon.Events;

public sealed class EventReaderTests
{
    private const string Uuid = "9a0b1c2d-0000-4000-8000-0123456789ab";

    private static List<MarathonEvent> Read(string data, string? name = "sse_name")
    {
        List<MarathonEvent> events = [];
        EventReader.Read(name, Encoding.UTF8.GetBytes(data), events);
        return events;
    }

    [Theory]
    [InlineData(
        """{"eventType":"status_update_event","appId":"/a/b","taskId":"a_b.instance-1._app.1","taskStatus":"TASK_KILLING","ports":[1,[2]],"ipAddresses":[{"ipAddress":"1.2.3.4"}]}""",
        "status_update_event", "/a/b", "a_b.instance-1._app.1", "TASK_KILLING")]
    [InlineData("""{"eventType":"health_status_changed_event","appId":"/a","taskId":"a.1","alive":true}""", "health_status_changed_event", "/a", "a.1", null)]
    [InlineData(
        """{"eventType":"instance_health_changed_event","instanceId":"x_y.instance-1","runSpecId":"/x/y","healthy":null}""",
        "instance_health_changed_event", "/x/y", null, null)]
    [InlineData("""{"eventType":"app_terminated_event","appId":"/gone"}""", "app_terminated_event", "/gone", null, null)]
    [InlineData(
        """{"uri":"/v2/apps//other","appDefinition":{"env":{"id":"no"},"id":"/def","cmd":"x"},"eventType":"api_post_event"}""",
        "api_post_event", "/def", null, null)]
    [InlineData("""{"uri":"/v2/apps//g/app?force=true","eventType":"api_post_event"}""", "api_post_event", "/g/app", null, null)]
    public void Read_KnownShape_NamesTheApp(string json, string type, string? app, string? task, string? status) =>
        Assert.Equal([new MarathonEvent(type, app, task, status)], Read(json));

    [Theory]
    [InlineData("/v2/apps")]
    [InlineData("/v2/groups/a")]
    [InlineData("/v2/apps/a/restart")]
    [InlineData("/v2/apps/*")]
    [InlineData("/v2/apps/../info")]
    public void Read_UriOfNoSingleApp_NamesNone(string uri) =>
        Assert.Equal([new MarathonEvent("api_post_event", null, null, null)], Read($$"""{"uri":"{{uri}}","eventType":"api_post_event"}"""));

    [Theory]
    [InlineData("web.instance-" + Uuid, "/web")]
    [InlineData("web.instance-" + Uuid + "._app.1", "/web")]
    [InlineData("my.web.marathon-" + Uuid, "/my.web")]
    [InlineData("web." + Uuid, "/web")]
    [InlineData("group_web.instance-" + Uuid, null)]
    [InlineData("web.notauuid", null)]
    [InlineData(".instance-" + Uuid, null)]
    [InlineData("", null)]
    public void Read_OnlyAnInstance_NamesItsAppIfThatIsSure(string instance, string? app) =>
        Assert.Equal([new MarathonEvent("x", app, null, null)], Read($$"""{"eventType":"x","instanceId":"{{instance}}"}"""));

    [Theory]
    [InlineData("""{"eventType":"x","appId":"/a/../b"}""")]
    [InlineData("""{"eventType":"x","appId":"/a?force=true"}""")]
    [InlineData("""{"eventType":"x","appId":"","taskId":null}""")]
    [InlineData("""{"eventType":"x","appId":["/a"],"taskStatus":{"a":1}}""")]
    public void Read_IdThatIsNone_NamesNoApp(string json) => Assert.Equal([new MarathonEvent("x", null, null, null)], Read(json));

    [Theory]
    [InlineData("""[{"actions":[{"action":"ScaleApplication","app":"/a"}]},{"actions":[{"action":"RestartApplication","app":"/a"}]}]""", "/a")]
    [InlineData("""[[{"type":"x","app":"/a"}],[{"type":"x","app":"/b"}]]""", "/a,/b")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public void Read_EndOfADeployment_NamesEachOfItsApps(string steps, string apps)
    {
        string json = $$"""{"id":"1","plan":{"original":{"apps":[{"app":"/no"}]},"steps":{{steps}},"version":"2"},"eventType":"deployment_success"}""";
        Assert.Equal(apps, string.Join(',', Read(json).Select(told => told.AppId)));
        Assert.All(Read(json), told => Assert.Equal("deployment_success", told.Type));
    }

    [Fact]
    public void Read_EndOfALargeDeployment_IsOneEventForAll()
    {
        string steps = string.Join(',', Enumerable.Range(0, 33).Select(i => $$"""{"app":"/a{{i}}"}"""));
        Assert.Equal([new MarathonEvent("deployment_failed", null, null, null)], Read($$$"""{"eventType":"deployment_failed","plan":{"steps":[{{{steps}}}]}}"""));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r\n\r\n")]
    public void Read_SeveralDocuments_AreSeveralEvents(string between) =>
        Assert.Equal(
            [new MarathonEvent("a", "/1", null, null), new MarathonEvent("b", "/2", null, null)],
            Read($$"""{"eventType":"a","appId":"/1"}{{between}}{"eventType":"b","appId":"/2"}"""));

    [Theory]
    [InlineData("garbage")]
    [InlineData("{\"eventType\":\"status_upd")]
    [InlineData("<html>")]
    [InlineData("{}")]
    [InlineData("42")]
    [InlineData("[{\"appId\":\"/a\"}]")]
    [InlineData("{\"appId\":\"\\ud800\"}")]
    public void Read_Unreadable_IsAnEventThatNamesNoApp(string data)
    {
        Assert.Equal([new MarathonEvent("sse_name", null, null, null)], Read(data));
        Assert.Equal("message", Assert.Single(Read(data, name: null)).Type);
    }

    [Fact]
    public void Read_DocumentThenGarbage_KeepsTheFirstAndTellsOfMore() =>
        Assert.Equal(
            [new MarathonEvent("a", "/1", null, null), new MarathonEvent("sse_name", null, null, null)],
            Read("{\"eventType\":\"a\",\"appId\":\"/1\"}\nrest"));

    [Fact]
    public void Read_LongOrInvisibleType_IsMadeFitForALog()
    {
        Assert.Equal("a\\u000ab", Assert.Single(Read("{\"eventType\":\"a\\nb\"}")).Type);
        Assert.InRange(Assert.Single(Read($$"""{"eventType":"{{new string('x', 5000)}}"}""")).Type.Length, 1, 200);
    }

    [Fact]
    public void Read_AnyBytes_GivesEventsAndNeverAnError() =>
        Gen.OneOf(Gen.Byte, Gen.OneOf("{}[]\":,appIdTy\\u1 \r\n"u8.ToArray())).Array[1, 200].Sample(bytes =>
        {
            List<MarathonEvent> events = [];
            EventReader.Read(null, bytes, events);
            return events.Count > 0 || bytes.All(one => one is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t');
        });

    [Fact]
    public void Read_AnyShapeOfKnownNames_NeverFails()
    {
        Gen<string> value = Gen.OneOf("null", "1", "\"/a\"", "{}", "[]", "{\"id\":\"/b\"}", "{\"steps\":{\"app\":\"/c\"}}", "{\"steps\":[{\"app\":[1]}]}", "true");
        Gen<string> name = Gen.OneOf("eventType", "appId", "runSpecId", "taskId", "instanceId", "taskStatus", "uri", "appDefinition", "plan", "x");
        Gen.Select(name, value).Array[0, 8].Sample(members =>
        {
            string json = $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}";
            return Read(json) is [{ AppId: null or "/a" or "/b" }];
        });
    }
}
