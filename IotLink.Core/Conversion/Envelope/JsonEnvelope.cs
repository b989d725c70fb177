using System.Text.Json;
using IotLink.Core.Products;
using IotLink.Core.Telemetry;

namespace IotLink.Core.Conversion.Envelope;

/// <summary>What has been seen of a message so far; its keys come in any order.</summary>
internal ref struct JsonEnvelope
{
    public DateTimeOffset? DeviceTime;
    public DateTimeOffset? HeaderTime;
    public DateTimeOffset? HubTime;

    /// <summary>The device's own reading, once something calls for one.</summary>
    public Reading? Own;

    /// <summary>A reader standing at <c>data.metrics</c>, to read it again.</summary>
    public Utf8JsonReader Metrics;
    public bool HasMetrics;

    public ReadOnlySpan<byte> Binary;
    public int BinaryAt;
    public bool HasBinary;
    public BinaryEncoding? Encoding;
    public int? Port;
    public bool HasNodes;
}
