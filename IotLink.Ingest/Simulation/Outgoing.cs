namespace IotLink.Ingest.Simulation;

/// <summary>One message of a device, as its link is to send it.</summary>
/// <param name="Bytes">MQTT payload, HTTP body, or the TCP frame with length and checksum.</param>
/// <param name="IsJson">Which format the topic or the content type names.</param>
internal readonly record struct Outgoing(byte[] Bytes, bool IsJson);
