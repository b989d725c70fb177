using IotLink.Core.Actions.Catalogue;
using IotLink.Core.Actions.Commands;
using IotLink.Core.Actions.Repair;
using IotLink.Core.Devices;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Ingest.Firmware;

/// <summary>
/// Firmware as a remedy of one device: a job of its own, whose course is the command's answer. Released images only, and none beside a campaign: that one
/// decides about its devices.
/// </summary>
internal sealed class FirmwareChannel(IJobs jobs, IImageStore images, ICampaignStore campaigns, IDeviceRegistry registry, ImageOffer offer) : ICommandChannel
{
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(7);

    public ActionTransport Transport => ActionTransport.Ota;

    /// <summary>The execution has a number: queued twice is queued once.</summary>
    public bool IsRepeatable => true;

    /// <summary>A job waits for a device that is away; when the command's time is over it is taken back.</summary>
    public async Task<HandOver> SendAsync(Command command, CancellationToken ct)
    {
        if (registry.Find(command.Device) is not { } device) return HandOver.Refused(CommandReason.DeviceUnknown, command.Device.Value);
        var wanted = command.Parameters.GetValueOrDefault(FirmwareRemedy.Version, "");
        if (await ImageAsync(device, wanted, ct) is not { } image) return HandOver.Refused(CommandReason.FirmwareMissing, wanted);
        if ((await campaigns.BusyAsync(device.Product, null, ct)).Contains(device.Id)) return HandOver.Refused(CommandReason.FirmwareBusy, image.Version);
        var limit = command.Timeout < ShortestLimit ? ShortestLimit : command.Timeout > LongestLimit ? LongestLimit : command.Timeout;
        var document = offer.To(device.Id.Value, JobOf(command), 1, image, DocumentForm.Plain);
        await jobs.QueueAsync(device.Id.Value, new(JobOf(command), document, limit, Number: 1), ct);
        return HandOver.Done();
    }

    public Task WithdrawAsync(Command command, CancellationToken ct) => jobs.CancelAsync(command.Device.Value, JobOf(command), force: true, ct);

    public async Task<CommandStep?> LookAsync(Command command, CancellationToken ct)
    {
        if ((await jobs.OfThingAsync(command.Device.Value, ct)).Find(JobOf(command), null) is not { } execution) return null;
        return execution.Status switch
        {
            JobStatus.InProgress when command.State == CommandState.Sent => new CommandStep.Deliver(),
            JobStatus.Queued or JobStatus.InProgress => null,
            JobStatus.Succeeded => new CommandStep.Acknowledge((string?)execution.Document["version"] ?? ""),
            var ended => new CommandStep.Reject(execution.Details?.GetValueOrDefault("reason") ?? ended.ToString()),
        };
    }

    private static string JobOf(Command command) => $"fix-{command.Id}";

    /// <returns>null when the device has it already, or there is none for it.</returns>
    private async Task<FirmwareImage?> ImageAsync(Device device, string wanted, CancellationToken ct) =>
        (await images.ListAsync(device.Product, ct))
            .Where(i => i.State == ImageState.Released && (wanted == FirmwareRemedy.Latest || i.Version == wanted))
            .MaxBy(i => i.Released?.At) is { } image && image.Version != device.Firmware && image.Suits(null, device.Firmware) ? image : null;
}
