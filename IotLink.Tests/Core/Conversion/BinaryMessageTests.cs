using IotLink.Core.Conversion.Framing;
using IotLink.Core.Messages;
using IotLink.Core.Telemetry;

namespace IotLink.Tests.Core.Conversion;

public sealed class BinaryMessageTests
{
    private readonly Converting _plant = new();

    [Fact]
    public void Raw_bytes_go_straight_to_the_spec()
    {
        Assert.Null(_plant.Convert(Bytes([0x01, 0x52])));
        Assert.Equal(82.0, _plant.Values()["tempC"]);
        Assert.Equal((TimeSource.Ingest, 1), (_plant.Only.TimeSource, _plant.Only.SpecVersion));
    }

    [Theory]
    [InlineData(Channel.Tcp, MessageType.Periodic)]
    [InlineData(Channel.Mqtt, MessageType.Tcp)]
    public void A_tcp_frame_is_unframed_first(Channel channel, MessageType type)
    {
        var framing = _plant.SpecOf(_plant.DeviceOf(Converting.Id("hub-1"))!)!.Spec.Framing!;
        var frame = new FrameWriter(framing).Build([0x01, 0x52]);
        Assert.Null(_plant.Convert(Bytes(frame) with { Channel = channel, Type = type }));
        Assert.Equal(82.0, _plant.Values()["tempC"]);
        frame[3] ^= 1;
        Assert.Equal(Reason.FrameChecksum, _plant.Convert(Bytes(frame) with { Channel = channel, Type = type })?.Code);
        Assert.Equal(Reason.FrameMalformed, _plant.Convert(Bytes([.. frame, 0]) with { Channel = channel, Type = type })?.Code);
        Assert.Equal(1, _plant.Batch.Readings.Length);
    }

    [Fact]
    public void An_unknown_tag_marks_the_reading()
    {
        Assert.Null(_plant.Convert(Bytes([0x01, 0x52, 0x7F, 0x01])));
        Assert.Equal(ReadingMarks.Partial, _plant.Only.Marks);
        Assert.Single(_plant.Notes.Warnings);
    }

    [Fact]
    public void Without_a_spec_bytes_are_refused() =>
        Assert.Equal(Reason.SpecMissing, _plant.Convert(Bytes([1]) with { Device = Converting.Id("child-1") })?.Code);

    [Fact]
    public void The_specs_word_says_how_bytes_are_written()
    {
        var plant = new Converting("{product: prod-a, json: {enc: base64}, seq: [{id: tempC, type: u1}]}");
        Assert.Null(plant.Json("""{"data":{"bin":"Ug=="}}"""));
        Assert.Equal(82.0, plant.Values()["tempC"]);
        Assert.Null(plant.Json("""{"data":{"bin":"53","enc":"hex"}}"""));
        Assert.Equal(83.0, plant.Values(1)["tempC"]);
    }

    [Fact]
    public void The_hub_comes_from_the_topic_or_the_registry()
    {
        Assert.Null(_plant.Convert(Bytes([0x01, 0x52]) with { Hub = Converting.Id("stranger") }));
        Assert.Equal("stranger", _plant.Only.Hub?.Value);
    }

    [Fact]
    public void A_role_without_telemetry_brings_no_reading()
    {
        Assert.Null(_plant.Convert(Bytes([1, 2, 3]) with { Role = MessageRole.OtaStatus }));
        Assert.True(_plant.Batch.Readings.IsEmpty);
    }

    [Fact]
    public void The_claim_of_another_product_is_refused() =>
        Assert.Equal(Reason.ProductMismatch, _plant.Convert(Bytes([1, 2]) with { Product = IotLink.Core.Devices.ProductId.Parse("prod-b", null) })?.Code);

    private static Message Bytes(byte[] payload) =>
        new() { Device = Converting.Id("hub-1"), Format = PayloadFormat.Binary, Payload = payload };
}
