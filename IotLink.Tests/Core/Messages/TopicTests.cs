using CsCheck;
using IotLink.Core.Messages;

namespace IotLink.Tests.Core.Messages;

public sealed class TopicTests
{
    private static readonly Gen<string> Id = Gen.String[Gen.Char["abcXYZ019_-:"], 1, 20].Where(s => s != Topic.NoHub);

    private static readonly Gen<string> Text =
        from env in Words("dev", "stg", "prd")
        from device in Id
        from hub in Gen.OneOf(Id, Gen.Const("nohub"), Gen.Const(device))
        from type in Words("periodic", "event", "tcp")
        from direction in Words("pub", "sub")
        from role in Words("telemetry", "alert_report", "control_request", "control_result", "provisioning_complete", "ota_status")
        from format in Words("json", "bin", "csv")
        select $"iotlink/{env}/{hub}/{device}/{type}/{direction}/{role}/{format}";

    private static Gen<string> Words(params string[] words) => Gen.Int[0, words.Length - 1].Select(i => words[i]);

    [Theory]
    [InlineData("iotlink/dev/nohub/d1/periodic/pub/telemetry/json", null, false)]
    [InlineData("iotlink/dev/d1/d1/periodic/pub/telemetry/json", null, true)]
    [InlineData("iotlink/dev/h1/d1/periodic/pub/telemetry/json", "h1", false)]
    public void The_hub_segment_says_who_stands_between(string text, string? hub, bool isHub)
    {
        Assert.True(Topic.TryParse(text, out var topic, out _));
        Assert.Equal("d1", topic.Device.Value);
        Assert.Equal(hub, topic.Hub?.Value);
        Assert.Equal(isHub, topic.IsHub);
    }

    [Fact]
    public void Every_level_is_read()
    {
        Assert.True(Topic.TryParse("iotlink/prd/nohub/d1/event/sub/file_uploaded/csv", out var topic, out _));
        Assert.Equal(
            (Env.Prd, MessageType.Event, Direction.Sub, MessageRole.FileUploaded, PayloadFormat.Csv),
            (topic.Env, topic.Type, topic.Direction, topic.Role, topic.Format));
    }

    [Theory]
    [InlineData("")]
    [InlineData("iotlink")]
    [InlineData("iotlink/dev/nohub/d1/periodic/pub/telemetry")]
    [InlineData("iotlink/dev/nohub/d1/periodic/pub/telemetry/json/more")]
    [InlineData("/iotlink/dev/nohub/d1/periodic/pub/telemetry/json")]
    [InlineData("iotlink/test/nohub/d1/periodic/pub/telemetry/json")]
    [InlineData("iotlink/dev/nohub/d1/sometimes/pub/telemetry/json")]
    [InlineData("iotlink/dev/nohub/d1/periodic/up/telemetry/json")]
    [InlineData("iotlink/dev/nohub/d1/periodic/pub/Telemetry/json")]
    [InlineData("iotlink/dev/nohub/d1/periodic/pub/telemetry/xml")]
    [InlineData("iotlink/dev/nohub/d 1/periodic/pub/telemetry/json")]
    [InlineData("iotlink/dev/nohub//periodic/pub/telemetry/json")]
    [InlineData("iotlink/dev//d1/periodic/pub/telemetry/json")]
    [InlineData("iotlink/dev/nohub/nohub/periodic/pub/telemetry/json")]
    [InlineData("iotlink/dev/+/d1/periodic/pub/telemetry/json")]
    [InlineData("devices/h1/d1/telemetry")]
    public void What_is_not_in_the_grammar_is_refused(string text)
    {
        Assert.False(Topic.TryParse(text, out _, out var refusal));
        Assert.Equal(Reason.TopicMalformed, refusal.Code);
    }

    [Fact]
    public void The_old_form_is_taken_when_switched_on()
    {
        Assert.True(Topic.TryParse("devices/h1/d1/telemetry", Env.Stg, out var topic, out _));
        Assert.Equal("iotlink/stg/h1/d1/periodic/pub/telemetry/json", topic.ToString());
        Assert.False(Topic.TryParse("devices/h1/d1/alerts", Env.Stg, out _, out _));
    }

    [Fact]
    public void A_topic_is_written_as_it_was_read() =>
        Text.Sample(text => Topic.TryParse(text, out var topic, out _) && topic.ToString() == text);

    [Fact]
    public void Any_text_is_parsed_or_refused() =>
        Gen.String[Gen.Char["iotlnkdev/+#-é\0"], 0, 60].Sample(text => Topic.TryParse(text, Env.Dev, out _, out var refusal) == (refusal is null));
}
