using IotLink.Core.Firmware;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Firmware;

/// <summary>Asks the job service for what a turn wants. Each may be asked again.</summary>
internal sealed class JobActs(IJobs jobs, IImageStore images, ImageKey key, IServer server, IOptions<FirmwareOptions> options, TimeProvider time)
{
    public async Task DoAsync(Campaign campaign, JobAct act, CancellationToken ct)
    {
        switch (act)
        {
            case JobAct.Cancel cancel:
                await jobs.CancelAsync(cancel.Device.Value, cancel.JobId, force: true, ct);
                break;
            case JobAct.Queue queue when await images.FindAsync(campaign.Product, queue.Version, ct) is { } image:
                var grant = new ImageGrant(image.Sha256, queue.Device.Value, queue.JobId, queue.Number, time.GetUtcNow() + options.Value.UrlLife);
                var document = JobDocuments.Of(campaign.Plan.Form, image, Host + grant.Address(key.Bytes));
                await jobs.QueueAsync(queue.Device.Value, new(queue.JobId, document, campaign.Plan.TimeLimit, queue.Number), ct);
                break;
        }
    }

    private string Host =>
        options.Value.BaseUrl.Length > 0 ? options.Value.BaseUrl.TrimEnd('/')
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "";
}
