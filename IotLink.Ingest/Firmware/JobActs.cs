using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using IotLink.Core.Firmware.Jobs;

namespace IotLink.Ingest.Firmware;

/// <summary>Asks the job service for what a turn wants. Each may be asked again.</summary>
internal sealed class JobActs(IJobs jobs, IImageStore images, ImageOffer offer)
{
    public async Task DoAsync(Campaign campaign, JobAct act, CancellationToken ct)
    {
        switch (act)
        {
            case JobAct.Cancel cancel:
                await jobs.CancelAsync(cancel.Device.Value, cancel.JobId, force: true, ct);
                break;
            case JobAct.Queue queue when await images.FindAsync(campaign.Product, queue.Version, ct) is { } image:
                var document = offer.To(queue.Device.Value, queue.JobId, queue.Number, image, campaign.Plan.Form);
                await jobs.QueueAsync(queue.Device.Value, new(queue.JobId, document, campaign.Plan.TimeLimit, queue.Number), ct);
                break;
        }
    }
}
