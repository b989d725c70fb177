using System.Text.Json;
using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Notices;

/// <summary>
/// Reads <c>provisioning_complete</c>: <c>productId</c>, <c>firmware</c> (<c>firmware_version</c>, <c>fw</c>), <c>name</c>, <c>hub_id</c>,
/// <c>reporting_period</c> in seconds, all optional, at the top or under <c>data</c>; and <c>nodes</c> as in telemetry.
/// </summary>
internal static class ProvisioningReader
{
    private const double LongestPeriod = 7 * 24 * 3600;

    public static Refusal? Read(in ConversionContext context)
    {
        using var document = NoticeJson.Parse(context, out var refusal);
        if (document is null) return refusal;
        var root = document.RootElement;
        var said = root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? data : root;
        ProductId? product = ProductId.TryParse(root.Text("productId", "product_id") ?? said.Text("productId", "product_id"), out var id) ? id : null;
        if (product is { } claimed && claimed != context.Device.Product) return MessageConverter.Mismatch(claimed, context.Device);
        var seconds = said.Number("reporting_period", "reportingPeriod", "period");
        context.Notes.Provisioning = new(
            context.Device.Id,
            product,
            HubOf(said, context),
            said.Text("name", "device_name"),
            said.Text("firmware", "firmware_version", "fw", "version"),
            seconds is > 0 and <= LongestPeriod ? TimeSpan.FromSeconds(seconds.Value) : null);
        return Nodes(root, context);
    }

    private static DeviceId? HubOf(JsonElement said, in ConversionContext context)
    {
        if (context.Message.Hub is { } hub) return hub;
        return DeviceId.TryParse(said.Text("hub_id", "hub", "parent"), out var named) && named != context.Device.Id && named.Value != Topic.NoHub
            ? named
            : null;
    }

    private static Refusal? Nodes(JsonElement root, in ConversionContext context)
    {
        if (!root.TryGetProperty("nodes", out var nodes) || nodes.ValueKind != JsonValueKind.Array) return null;
        foreach (var node in nodes.EnumerateArray())
        {
            if (node.ValueKind != JsonValueKind.Object || !DeviceId.TryParse(node.Text("device_id"), out var id))
                return new(Reason.JsonShape, "A node is an object with a device_id.");
            var parent = DeviceId.TryParse(node.Text("parent"), out var named) ? named : context.Device.Id;
            if (id != parent) context.Notes.Add(new TopologyNote(id, parent, node.Text("role")));
        }

        return null;
    }
}
