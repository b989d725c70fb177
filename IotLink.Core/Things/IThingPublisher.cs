namespace IotLink.Core.Things;

/// <summary>Publishes on a broker of somebody else's, to which the devices are connected.</summary>
public interface IThingPublisher
{
    /// <summary>Completes when the broker has taken the message, at QoS 1. That a device got it, nobody says.</summary>
    /// <exception cref="HttpRequestException">It was not taken; or, without a status, nobody knows.</exception>
    Task PublishAsync(string topic, ReadOnlyMemory<byte> payload, CancellationToken ct);
}
