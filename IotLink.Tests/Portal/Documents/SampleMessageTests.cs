using IotLink.Core.Messages;
using IotLink.Core.Telemetry;
using IotLink.Portal.Features.Documents;
using IotLink.Tests.Support;

namespace IotLink.Tests.Portal.Documents;

public sealed class SampleMessageTests
{
    /// <summary>A binary payload may begin like JSON, and JSON may be broken: the letter knows what it is.</summary>
    [Theory]
    [InlineData("{\u0001", PayloadFormat.Binary)]
    [InlineData("oops", PayloadFormat.Json)]
    [InlineData("1,2", PayloadFormat.Csv)]
    public void A_dead_letter_is_tried_as_what_it_came_as(string payload, PayloadFormat format)
    {
        var sample = SampleMessage.Of(Letter(payload) with { Format = format, FPort = 7 });
        Assert.Equal((format, Channel.Mqtt, 7, "dev-1"), (sample.Message.Format, sample.Message.Channel, sample.Message.FPort, sample.Message.Device.Value));
    }

    [Fact]
    public void A_whole_frame_is_tried_as_a_frame_whatever_carried_it() =>
        Assert.Equal(Channel.Tcp, SampleMessage.Of(Letter("x") with { IsFramed = true }).Message.Channel);

    private static DeadLetter Letter(string payload)
    {
        var message = Sample.Message(payload);
        return new(new(0, 3), Sample.Noon, message.Device, Sample.Product("prod-a"), Channel.Mqtt, new("spec.no_match", ""), 1, message.Payload);
    }
}
