using IotLink.Core.Messages;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace IotLink.Ingest.Gateways.Mqtt;

/// <summary>What this broker does not do, said to MQTT 5 clients beforehand and enforced on all.</summary>
internal static class MqttLimits
{
    private const int MaxConnectPacket = 16 * 1024;

    public static void State(MqttConnAckPacket welcome, MqttIntake intake)
    {
        welcome.MaximumQoS = MqttQualityOfServiceLevel.AtLeastOnce;
        welcome.RetainAvailable = false;
        welcome.SharedSubscriptionAvailable = false;
        welcome.TopicAliasMaximum = TopicMemory.MaxAlias;
        welcome.ReceiveMaximum = (ushort)intake.Options.MaxInFlight;
        welcome.MaximumPacketSize = (uint)intake.MaxPacket;
    }

    /// <summary>Looks at the fixed header only, so that nothing of a forbidden packet needs to be held.</summary>
    /// <returns>null when the packet may be read.</returns>
    public static (Refusal Refusal, MqttDisconnectReasonCode Code)? Check(PacketHeader header, MqttIntake intake, bool isSignedIn)
    {
        if (header.Body < 0 || isSignedIn == header.IsConnect)
        {
            return (new(Reason.FrameMalformed, "Not an MQTT packet that may stand here."), MqttDisconnectReasonCode.ProtocolError);
        }

        var most = header.IsConnect ? MaxConnectPacket : intake.MaxPacket;
        if (header.Total > most)
        {
            return (new(Reason.PayloadTooLarge, $"A packet of {header.Total} bytes; at most {most} are read."), MqttDisconnectReasonCode.PacketTooLarge);
        }

        return header is { IsPublish: true, QoS: > 1 }
            ? (new(Reason.FrameMalformed, "QoS 2 is not offered; publish with QoS 1."), MqttDisconnectReasonCode.QoSNotSupported)
            : null;
    }
}
