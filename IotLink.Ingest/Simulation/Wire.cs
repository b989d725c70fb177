namespace IotLink.Ingest.Simulation;

/// <summary>Which way a device sends what it measures.</summary>
internal enum Wire
{
    /// <summary>The product's frame over a held TCP session.</summary>
    Tcp,
    /// <summary>MQTT, JSON with named metrics.</summary>
    MqttMetrics,
    /// <summary>MQTT, JSON around the frame as hex.</summary>
    MqttHex,
    /// <summary>MQTT, JSON around the frame as base64.</summary>
    MqttBase64,
    /// <summary>MQTT, the frame itself on a <c>bin</c> topic.</summary>
    MqttBytes,
    /// <summary>REST, JSON with named metrics.</summary>
    RestMetrics,
    /// <summary>REST, the frame itself as octets.</summary>
    RestBytes,
}

internal static class Wires
{
    public static bool IsRest(this Wire wire) => wire is Wire.RestMetrics or Wire.RestBytes;

    /// <summary>A hub speaks MQTT for its children.</summary>
    public static Wire BehindHub(this Wire wire) => wire.IsRest() ? Wire.MqttHex : wire;

    public static bool IsJson(this Wire wire) => wire is Wire.MqttMetrics or Wire.MqttHex or Wire.MqttBase64 or Wire.RestMetrics;
}
