using System.Diagnostics.CodeAnalysis;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>Decodes the packets that go up to the MQTT server.</summary>
internal static class ControlPackets
{
    /// <returns>false when the bytes are no packet of the protocol, however they are wrong: a decoder's exception is a peer's fault here.</returns>
    public static bool TryDecode(
        MqttPacketFormatterAdapter formatter, PacketHeader header, byte[] body, [NotNullWhen(true)] out MqttPacket? packet)
    {
        packet = null;
        var received = new ReceivedMqttPacket(header.First, body, header.Total);
        try
        {
            if (header.IsConnect) formatter.DetectProtocolVersion(received);
            packet = formatter.Decode(received);
            return packet is not null;
        }
        catch (Exception e) when (e is MqttProtocolViolationException or MqttCommunicationException or NotSupportedException
            or ArgumentException or IndexOutOfRangeException or OverflowException or InvalidOperationException)
        {
            return false;
        }
    }
}
