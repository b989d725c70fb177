using System.Text;
using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Devices;
using IotLink.Core.Messages;
using IotLink.Ingest.Gateways;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Actions;

/// <summary>
/// Commands as messages on the device's own <c>control_request</c> topic; a child's go to its hub. Its answer comes on <c>control_result</c>, through
/// the stream like every message.
/// </summary>
internal sealed class ControlRequestChannel(IDeviceLink link, DeviceSigns signs, IDeviceRegistry registry, IOptions<GatewaySiteOptions> site) : ICommandChannel
{
    public ActionTransport Transport => ActionTransport.ControlRequest;

    /// <summary>A device may have heard it: whether it may hear it again, the action says.</summary>
    public bool IsRepeatable => false;

    public Task<HandOver> SendAsync(Command command, CancellationToken ct)
    {
        if (registry.Find(command.Device) is not { } device) return Task.FromResult(HandOver.Refused(CommandReason.DeviceUnknown, command.Device.Value));
        var payload = Encoding.UTF8.GetBytes(CommandBody.RequestOf(command));
        return Task.FromResult(TrySend(device, payload) ? HandOver.Done() : HandOver.Away);
    }

    /// <summary>Nothing waits outside the outbox.</summary>
    public Task WithdrawAsync(Command command, CancellationToken ct) => Task.CompletedTask;

    public Task<CommandStep?> LookAsync(Command command, CancellationToken ct) => Task.FromResult<CommandStep?>(null);

    private bool TrySend(Device device, byte[] payload)
    {
        if (signs.IsHere(device.Id))
        {
            var own = Of(device.Id, null);
            if (link.TrySend(device.Id, own.ToString(), payload) || link.TrySend(device.Id, (own with { IsHub = true }).ToString(), payload)) return true;
        }

        return device.Hub is { } hub && signs.IsHere(hub) && link.TrySend(hub, Of(device.Id, hub).ToString(), payload);
    }

    private Topic Of(DeviceId device, DeviceId? hub) =>
        new(site.Value.Environment, hub, device, MessageType.Event, Direction.Pub, MessageRole.ControlRequest, PayloadFormat.Json);
}
