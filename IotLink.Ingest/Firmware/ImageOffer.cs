using System.Text.Json.Nodes;
using IotLink.Core.Firmware;
using IotLink.Core.Firmware.Campaigns;
using IotLink.Core.Firmware.Images;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace IotLink.Ingest.Firmware;

/// <summary>What a job tells one device about one image: the document, with a download address of the device's own.</summary>
internal sealed class ImageOffer(ImageKey key, IServer server, IOptions<FirmwareOptions> options, TimeProvider time)
{
    /// <param name="number">Of the execution the address is for.</param>
    public JsonObject To(string thing, string jobId, int number, FirmwareImage image, DocumentForm form)
    {
        var grant = new ImageGrant(image.Sha256, thing, jobId, number, time.GetUtcNow() + options.Value.UrlLife);
        return JobDocuments.Of(form, image, Host + grant.Address(key.Bytes));
    }

    private string Host =>
        options.Value.BaseUrl.Length > 0 ? options.Value.BaseUrl.TrimEnd('/')
        : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?.TrimEnd('/') ?? "";
}
