using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Tests.Support;

namespace IotLink.Tests.Ingest.Pipeline;

public sealed class TelemetryPipelineTests
{
    private readonly Piping _pipe = new();

    [Fact]
    public void The_hot_frame_raises_one_alarm_with_its_numbers()
    {
        _pipe.Take(Piping.Bytes("01520204b0"), Piping.Bytes("01530204b0"));

        var change = Assert.Single(_pipe.Effects.AlarmChanges);
        Assert.Equal((Piping.HotRule, true, new StreamPosition(0, 1)), (change.Code, change.Raise, change.Position));
        Assert.Contains("82", change.Evidence, StringComparison.Ordinal);
        Assert.Equal(2, _pipe.Readings);
    }

    [Fact]
    public void The_frame_within_its_limits_raises_none()
    {
        _pipe.Take(Piping.Bytes("014e0203e8"));

        Assert.Empty(_pipe.Effects.AlarmChanges);
        Assert.Equal(1, _pipe.Readings);
        Assert.Empty(_pipe.Codes);
    }

    [Fact]
    public void A_late_reading_is_kept_and_marked_but_decides_nothing()
    {
        _pipe.Take(Piping.At(-10, 70), Piping.At(-60, 90), Piping.At(-30, 90));

        Assert.Equal(
            [ReadingMarks.None, ReadingMarks.Late, ReadingMarks.Late],
            _pipe.Effects.Telemetry.Readings.ToArray().Select(r => r.Marks));
        Assert.Empty(_pipe.Effects.AlarmChanges);
    }

    [Fact]
    public void What_was_newest_before_a_restart_still_is()
    {
        var pipe = new Piping(newest: new Dictionary<DeviceId, DateTimeOffset> { [Sample.Device("dev-1")] = Sample.Noon });

        pipe.Take(Piping.At(-1, 90));

        Assert.Equal(ReadingMarks.Late, pipe.Last.Marks);
        Assert.Empty(pipe.Effects.AlarmChanges);
    }

    [Theory]
    [InlineData("{\"data\":", Reason.JsonMalformed)]
    [InlineData("{}", Reason.JsonShape)]
    [InlineData("{\"data\":{\"metrics\":{\"rpm\":900}}}", Reason.ContractRequired)]
    [InlineData("{\"data\":{\"metrics\":{\"tempC\":900}}}", Reason.ContractRange)]
    [InlineData("{\"productId\":\"gt06\",\"data\":{\"metrics\":{\"tempC\":70}}}", Reason.ProductMismatch)]
    public void A_message_that_breaks_a_rule_is_a_dead_letter_with_its_reason_and_its_bytes(string text, string reason)
    {
        var message = Piping.Json(text);

        _pipe.Take(message, Piping.Json("{\"data\":{\"metrics\":{\"tempC\":70}}}"));

        var letter = Assert.Single(_pipe.Effects.Telemetry.DeadLetters);
        Assert.Equal((reason, new StreamPosition(0, 1)), (letter.Refusal.Code, letter.Position));
        Assert.Equal(message.Payload.ToArray(), letter.Payload.ToArray());
        Assert.Equal(reason, Assert.Single(_pipe.Effects.RefusedHere).Code);
        Assert.Equal(1, _pipe.Readings);
    }

    [Fact]
    public void Bytes_that_end_too_early_and_devices_nobody_knows_are_dead_letters()
    {
        _pipe.Take(Piping.Bytes("014e0203"), Piping.At(1, 70, "stranger"), Piping.Bytes("014e") with { Product = Sample.Product("gt06") });

        Assert.Equal([Reason.SpecOutOfData, Reason.DeviceUnknown, Reason.ProductMismatch], _pipe.Codes);
        Assert.Equal(0, _pipe.Readings);
    }

    [Fact]
    public void What_a_gateway_refused_keeps_the_gateways_reason_and_is_not_counted_again()
    {
        _pipe.Take(Piping.Bytes("014e") with { Refusal = new(Reason.FrameChecksum, "The checksum is wrong.") });

        Assert.Equal([Reason.FrameChecksum], _pipe.Codes);
        Assert.Empty(_pipe.Effects.RefusedHere);
    }

    [Fact]
    public void A_message_sent_again_with_its_key_counts_once()
    {
        _pipe.Take(Piping.Bytes("014e0203e8", sendKey: 1), Piping.Bytes("014e0203e8", sendKey: 1));

        Assert.Equal((1, 1), (_pipe.Readings, _pipe.Effects.Duplicates));
        Assert.Empty(_pipe.Codes);
    }

    [Fact]
    public void Equal_readings_with_the_same_time_of_their_own_count_once()
    {
        _pipe.Take(Piping.At(-5, 70), Piping.At(-5, 70));

        Assert.Equal((1, 1), (_pipe.Readings, _pipe.Effects.Duplicates));
    }

    [Fact]
    public void Equal_readings_without_a_time_of_their_own_are_two()
    {
        _pipe.Take(Piping.Bytes("014e0203e8"), Piping.Bytes("014e0203e8"));

        Assert.Equal((2, 0), (_pipe.Readings, _pipe.Effects.Duplicates));
    }

    [Fact]
    public void Equal_readings_with_keys_of_their_own_are_two()
    {
        _pipe.Take(Piping.Bytes("014e0203e8", sendKey: 1), Piping.Bytes("014e0203e8", sendKey: 2), Piping.Bytes("014e0203e8"));

        Assert.Equal((3, 0), (_pipe.Readings, _pipe.Effects.Duplicates));
    }

    [Fact]
    public void A_message_that_meets_a_bug_is_a_dead_letter_and_the_next_one_goes_its_way()
    {
        var pipe = new Piping(new PoisonedRegistry(Piping.Plant(), Sample.Device("child-1")));

        pipe.Take(
            Piping.Json("""{"data":{"metrics":{"tempC":70}},"nodes":[{"device_id":"child-1","metrics":{"tempC":60}}]}""", "hub-1"),
            Piping.At(1, 90, "hub-1"));

        var letter = Assert.Single(pipe.Effects.Telemetry.DeadLetters);
        Assert.Equal((Reason.ProcessingFailed, Sample.Device("hub-1")), (letter.Refusal.Code, letter.Device));
        Assert.Equal(1, pipe.Readings);
        Assert.Equal(Piping.HotRule, Assert.Single(pipe.Effects.AlarmChanges).Code);
    }

    [Fact]
    public void A_child_nobody_knows_is_a_dead_letter_and_costs_its_hub_and_the_others_nothing()
    {
        _pipe.Take(Piping.Json(
            """
            {"data":{"metrics":{"tempC":70}},"nodes":[{"device_id":"new-1","metrics":{"tempC":60}},{"device_id":"new-2","metrics":{"tempC":60}},
            {"device_id":"child-1","metrics":{"tempC":61}}]}
            """,
            "hub-1"));

        Assert.Equal(["hub-1", "child-1"], _pipe.Effects.Telemetry.Readings.ToArray().Select(r => r.Device.Value));
        var letter = Assert.Single(_pipe.Effects.Telemetry.DeadLetters);
        Assert.Equal((Reason.DeviceUnknown, "nodes[0]: No device 'new-1' is registered. And 1 more."), (letter.Refusal.Code, letter.Refusal.Detail));
        Assert.Equal(["new-1", "new-2", "child-1"], _pipe.Effects.Announced.Select(n => n.Device.Value));
    }

    [Fact]
    public void What_a_hub_says_about_its_children_becomes_readings_of_theirs_and_an_announcement()
    {
        _pipe.Take(Piping.Json("""{"data":{"metrics":{"tempC":70}},"nodes":[{"device_id":"child-1","metrics":{"tempC":60}}]}""", "hub-1"));

        Assert.Equal(["hub-1", "child-1"], _pipe.Effects.Telemetry.Readings.ToArray().Select(r => r.Device.Value));
        var notice = Assert.Single(_pipe.Effects.Announced);
        Assert.Equal((Sample.Device("child-1"), Sample.Device("hub-1")), (notice.Device, notice.Hub));
    }
}
