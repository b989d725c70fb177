using System.Net;
using System.Text;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Core.Things;
using IotLink.Ingest.Gateways;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Actions;

/// <summary>
/// Commands as messages on the device's <c>control_request</c> topic at somebody else's broker. That broker's word that it took the message is
/// <c>sent</c>; delivered is only what the device itself answers.
/// </summary>
internal sealed class CloudRequestChannel(IThingPublisher publisher, IDeviceRegistry registry, IOptions<GatewaySiteOptions> site) : ICommandChannel
{
    public ActionTransport Transport => ActionTransport.ControlRequest;

    public bool IsRepeatable => false;

    /// <summary>Throttled means later; anything unclear is for the action to say whether it may go again.</summary>
    public async Task<HandOver> SendAsync(Command command, CancellationToken ct)
    {
        if (registry.Find(command.Device) is not { } device) return HandOver.Refused(CommandReason.DeviceUnknown, command.Device.Value);
        var topic = new Topic(site.Value.Environment, device.Hub, device.Id, MessageType.Event, Direction.Pub, MessageRole.ControlRequest, PayloadFormat.Json);
        try
        {
            await publisher.PublishAsync(topic.ToString(), Encoding.UTF8.GetBytes(CommandBody.RequestOf(command)), ct);
            return HandOver.Done();
        }
        catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return HandOver.Away;
        }
        catch (HttpRequestException e) when (e.StatusCode is { } status && (int)status < 500)
        {
            return HandOver.Refused(CommandReason.NoChannel, e.Message);
        }
    }

    public Task WithdrawAsync(Command command, CancellationToken ct) => Task.CompletedTask;

    public Task<CommandStep?> LookAsync(Command command, CancellationToken ct) => Task.FromResult<CommandStep?>(null);
}
