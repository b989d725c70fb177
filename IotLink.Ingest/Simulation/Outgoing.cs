using IotLink.Core.Devices;

namespace IotLink.Ingest.Simulation;

/// <summary>One message of a device, as its link is to send it.</summary>
/// <param name="Device">Whose it is: the connection's own, or a child's behind it.</param>
/// <param name="Bytes">MQTT payload, HTTP body, or the TCP frame with length and checksum.</param>
/// <param name="IsJson">Which format the topic or the content type names.</param>
/// <param name="FPort">LoRaWAN port, where the message itself cannot say it.</param>
internal readonly record struct Outgoing(DeviceId Device, byte[] Bytes, bool IsJson, byte FPort);
