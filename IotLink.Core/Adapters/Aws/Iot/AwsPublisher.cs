using IotLink.Core.Things;

namespace IotLink.Core.Adapters.Aws.Iot;

/// <summary>Publishing through IoT Core. A message whose fate is unknown is not published again: whether a device may hear it twice, its sender knows.</summary>
internal sealed class AwsPublisher(AwsIotClient data) : IThingPublisher
{
    public async Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken ct)
    {
        var call = new AwsCall(HttpMethod.Post, $"topics/{Uri.EscapeDataString(topic)}?qos=1", payload, IsRepeatable: false) { ContentType = "application/octet-stream" };
        var answer = await data.SendAsync(call, ct);
        if (!answer.IsDone) throw answer.Fault("a message was not taken");
    }
}
