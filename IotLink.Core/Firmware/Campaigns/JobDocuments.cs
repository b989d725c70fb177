using System.Text.Json.Nodes;
using IotLink.Core.Firmware.Images;

namespace IotLink.Core.Firmware.Campaigns;

/// <summary>What a device is told to do, in the form it reads.</summary>
public static class JobDocuments
{
    /// <param name="url">Where the image is fetched.</param>
    public static JsonObject Of(DocumentForm form, FirmwareImage image, string url)
    {
        var signature = image.Signature is { } bytes ? Convert.ToBase64String(bytes.Span) : null;
        return form == DocumentForm.FreeRtos ? FreeRtos(image, url, signature) : new()
        {
            ["operation"] = "firmware-update",
            ["version"] = image.Version,
            ["url"] = url,
            ["size"] = image.Size,
            ["sha256"] = image.Sha256,
            ["signature"] = signature,
            ["keyId"] = image.KeyId,
        };
    }

    /// <summary>The members FreeRTOS's OTA parser requires, for its HTTP data plane.</summary>
    private static JsonObject FreeRtos(FirmwareImage image, string url, string? signature) => new()
    {
        ["afr_ota"] = new JsonObject
        {
            ["protocols"] = new JsonArray("HTTP"),
            ["files"] = new JsonArray(new JsonObject
            {
                ["filepath"] = image.FileName,
                ["filesize"] = image.Size,
                ["fileid"] = 0,
                ["certfile"] = image.KeyId,
                ["sig-sha256-ecdsa"] = signature,
                ["auth_scheme"] = "none",
                ["update_data_url"] = url,
            }),
        },
    };
}
