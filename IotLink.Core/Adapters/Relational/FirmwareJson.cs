using System.Text.Json;
using System.Text.Json.Serialization;
using IotLink.Core.Devices;

namespace IotLink.Core.Adapters.Relational;

/// <summary>How images and campaigns are written beside the columns they are found by.</summary>
internal static class FirmwareJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter(), new ParsableJson<DeviceId>(), new ParsableJson<ProductId>(), new ParsableJson<SiteId>(), new BytesJson() },
    };

    private sealed class BytesJson : JsonConverter<ReadOnlyMemory<byte>>
    {
        public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetBytesFromBase64();

        public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Span);
    }
}
