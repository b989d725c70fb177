using System.Text.Json;
using IotLink.Core.Devices;
using IotLink.Core.Messages;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>Reads <c>nodes</c>: who hangs under whom, and what a hub says for its children.</summary>
internal static class NodesReader
{
    public static Refusal? Read(
        ref Utf8JsonReader reader, in ConversionContext context, MetricsReader metrics, ref JsonEnvelope envelope)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.StartArray) return JsonShape.Wrong(reader, "nodes", "a list");
        envelope.HasNodes = true;
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            var refusal = Node(ref reader, context, metrics, i);
            if (refusal is not null) return refusal;
        }

        return null;
    }

    private static Refusal? Node(ref Utf8JsonReader reader, in ConversionContext context, MetricsReader metrics, int index)
    {
        var path = $"nodes[{index}]";
        if (reader.TokenType != JsonTokenType.StartObject) return JsonShape.Wrong(reader, path, "an object");
        var start = reader;
        var (device, parent, role) = (default(DeviceId), default(DeviceId), default(string));
        DateTimeOffset? time = null;
        Utf8JsonReader values = default;
        var hasValues = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            Refusal? refusal = null;
            if (reader.ValueTextEquals("device_id"u8)) refusal = Id(ref reader, path + ".device_id", out device);
            else if (reader.ValueTextEquals("parent"u8)) refusal = Id(ref reader, path + ".parent", out parent);
            else if (reader.ValueTextEquals("role"u8)) refusal = Text(ref reader, path + ".role", out role);
            else if (reader.ValueTextEquals("device_timestamp"u8)) refusal = JsonShape.Time(ref reader, path + ".device_timestamp", out time);
            else if (reader.ValueTextEquals("metrics"u8))
            {
                reader.Read();
                hasValues = reader.TokenType != JsonTokenType.Null;
                values = reader;
                reader.Skip();
            }
            else reader.Skip();
            if (refusal is not null) return refusal;
        }

        if (device == default) return JsonShape.Wrong(start, path, "an object with a device_id");
        var hub = parent == default ? context.Device.Id : parent;
        if (device != hub) context.Notes.Add(new TopologyNote(device, hub, role));
        return hasValues ? Reading(context, metrics, device, time, ref values, path) : null;
    }

    private static Refusal? Reading(
        in ConversionContext context, MetricsReader metrics, DeviceId id, DateTimeOffset? time, ref Utf8JsonReader values, string path)
    {
        if (context.Speaks(id, out var device) is { } refusal)
        {
            // One child nobody knows must not cost the hub and the others their readings.
            context.Notes.LeaveOut(refusal with { Detail = $"{path}: {refusal.Detail}", Offset = (int)values.TokenStartIndex });
            return null;
        }

        var reading = id == context.Device.Id ? context.AddOwn() : context.Add(device, device.Hub);
        reading.DeviceTimestamp = time;
        return metrics.Read(ref values, reading, path + ".metrics");
    }

    private static Refusal? Id(ref Utf8JsonReader reader, string path, out DeviceId id)
    {
        id = default;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return null;
        return reader.TokenType == JsonTokenType.String && DeviceId.TryParse(reader.GetString(), out id)
            ? null
            : JsonShape.Wrong(reader, path, "a device id");
    }

    private static Refusal? Text(ref Utf8JsonReader reader, string path, out string? text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        return text is null && reader.TokenType != JsonTokenType.Null ? JsonShape.Wrong(reader, path, "text") : null;
    }
}
